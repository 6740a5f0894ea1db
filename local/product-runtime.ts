import type { Server } from 'node:http';
import { Failure } from '#domain/kernel/failure';
import { seedContent } from '../scripts/seed.ts';
import { type Addresses, addressesOf, placesOf } from './addresses.ts';
import type { Deployment, LocalFunction } from './assembly/deployment.ts';
import { AwsProxy } from './aws/aws-proxy.ts';
import { BusEvents } from './aws/bus-events.ts';
import { Usage } from './aws/usage.ts';
import { VirtualClock } from './clock/virtual-clock.ts';
import { control } from './control/control.ts';
import { controlRoutes } from './control/control-routes.ts';
import { localDeadLetters } from './control/dead-letter-calls.ts';
import { placesTold } from './control/places.ts';
import { demoSite } from './demo-site.ts';
import { createMessaging, createTables } from './engines/create-resources.ts';
import type { Engines } from './engines/start-engines.ts';
import { Faults } from './faults/faults.ts';
import { FunctionLog } from './function-log.ts';
import { FunctionPool } from './functions/function-pool.ts';
import { FunctionRegistry } from './functions/function-registry.ts';
import { type Beside, besideTheApi } from './gateway/beside.ts';
import { httpGateway } from './gateway/http-gateway.ts';
import { WebSocketGateway } from './gateway/websocket-gateway.ts';
import { type KeptData, keptData } from './kept-data.ts';
import { LocalSes } from './mail/local-ses.ts';
import { MailLedger } from './mail/mail-ledger.ts';
import type { Ready } from './ready.ts';
import { referenceSite } from './reference-site.ts';
import { ensureWorkspace } from './seed.ts';
import { Checkpoints } from './triggers/checkpoints.ts';
import { Dispatcher } from './triggers/dispatcher.ts';
import { Schedules } from './triggers/schedules.ts';
import { settle } from './triggers/settle.ts';
import { makeTriggers, readAssembly } from './wiring.ts';
import { type WorkspaceTable, workspaceTable } from './workspace-table.ts';

const STOPS_WITHIN_MS = 3000;

export type RuntimeOptions = {
  data: string | undefined;
  seed: 'content' | 'workspace' | 'nothing';
  log: ((line: string) => void) | undefined;
  /** Takes what happens while it starts. */
  progress(line: string): void;
  verbose: boolean;
};

/** All parts of the running product and how they hang together. `startLocal` is the way to one. */
export class ProductRuntime {
  readonly clock: VirtualClock;
  readonly gateway: Server;
  readonly proxy: Server;
  ready: Ready | undefined;
  readonly #options: RuntimeOptions;
  readonly #kept: KeptData;
  readonly #log: FunctionLog;
  readonly #usage = new Usage();
  readonly #faults = new Faults();
  readonly #functions = new FunctionRegistry();
  readonly #sockets: WebSocketGateway;
  readonly #schedules: Schedules;
  readonly #dispatcher: Dispatcher;
  readonly #ledger: MailLedger;
  readonly #checkpoints: Checkpoints;
  readonly #busEvents = new BusEvents();
  #beside: Beside[] = [];
  #engines: Engines | undefined;
  #deployment: Deployment | undefined;
  #table: WorkspaceTable | undefined;
  #office: LocalSes | undefined;
  #movingTime = false;

  constructor(options: RuntimeOptions) {
    this.#options = options;
    this.#kept = keptData(options.data);
    this.#log = new FunctionLog(options.log, options.verbose);
    this.clock = new VirtualClock(this.#kept.clockOffset(), this.#kept.saveClockOffset);
    this.#ledger = new MailLedger(this.#kept.mails);
    this.#checkpoints = new Checkpoints(this.#kept.checkpoints);
    this.#schedules = new Schedules(this.#functions, this.clock);
    this.#dispatcher = new Dispatcher(this.clock, (name, error) => this.#log.addError(name, error));

    const shared = { functions: this.#functions, clock: this.clock };
    this.#sockets = new WebSocketGateway({ ...shared, api: () => this.#deployment?.webSocketApis[0] });
    this.gateway = httpGateway({
      ...shared,
      api: () => this.#deployment?.httpApis[0],
      beside: besideTheApi(() => this.#beside),
    });
    this.#sockets.listenOn(this.gateway);
    this.proxy = new AwsProxy({
      ...shared,
      usage: this.#usage,
      faults: this.#faults,
      backends: () => this.#backends(),
      queueDelay: (name) => this.#deployment?.queues.find((queue) => queue.name === name)?.delaySeconds ?? 0,
      wrote: () => this.#dispatcher.notice('stream'),
      sent: (queue) => this.#dispatcher.notice('queue', queue),
      putEvents: (entries) => this.#busEvents.add(entries),
    }).server;
  }

  /** Takes running engines and the folder of an assembly; answers once the product is ready. Both servers must listen. */
  async start(engines: Engines, assembly: string): Promise<void> {
    this.#engines = engines;
    this.#office = new LocalSes({
      ses: engines.mail.address,
      sns: engines.messaging.address,
      ledger: this.#ledger,
      clock: this.clock,
      destinations: () => this.#deployment?.eventDestinations ?? [],
      published: () => this.#dispatcher.notice('queue'),
    });
    await Promise.all([this.#office.restore(), this.load(assembly)]);
    await this.#office.reportUnreported();
    this.#beside = [this.#control(this.#office), demoSite(() => this.ready), referenceSite()];
    this.ready = await this.#seed(engines);
  }

  /** Takes the folder of an assembly and brings the product in line with it. */
  async load(assembly: string): Promise<void> {
    const engines = this.#running();
    const deployment = readAssembly(assembly, this.#addresses(engines));
    const [streams] = await Promise.all([
      createTables(engines.dynamodb.endpoint, deployment.tables),
      createMessaging(engines.messaging.address, deployment),
    ]);
    engines.signIn.tell({ clients: deployment.signInClients });
    await this.#run(deployment.functions);
    this.#deployment = deployment;
    const ports = {
      dynamodb: engines.dynamodb.endpoint,
      messaging: engines.messaging.address,
      streams,
      functions: this.#functions,
      checkpoints: this.#checkpoints,
      faults: this.#faults,
      clock: this.clock,
    };
    await this.#dispatcher.replace(makeTriggers(deployment, this.#dispatcher.triggers, ports));
    this.#schedules.replace(deployment.schedules, () => !this.#movingTime);
    const [table] = deployment.tables;
    if (table) this.#table ??= workspaceTable(engines.dynamodb.endpoint, table.name);
  }

  /** Takes new code of functions, its folder by their service, and runs that. */
  async swapCode(folders: Map<string, string>): Promise<void> {
    const all = this.#deployment?.functions ?? [];
    await this.#run(all.map((one) => ({ ...one, folder: folders.get(one.service) ?? one.folder })));
  }

  /** Ends everything; what is under way gets three seconds. */
  async stop(): Promise<void> {
    this.#schedules.stop();
    const patience = new Promise((resolve) => setTimeout(resolve, STOPS_WITHIN_MS).unref());
    await Promise.race([this.#dispatcher.stop(), patience]);
    await this.#functions.stop();
    this.#sockets.drop();
    for (const server of [this.gateway, this.proxy]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    this.#table?.close();
    await this.#engines?.stop();
  }

  async #run(functions: LocalFunction[]): Promise<void> {
    const { aws } = this.#addresses(this.#running());
    const makeRoom = () => this.#functions.makeRoom();
    const around = { clock: this.clock, usage: this.#usage, aws, log: this.#log.add.bind(this.#log), makeRoom };
    await this.#functions.replace(functions.map((lambda) => new FunctionPool(lambda, around)));
  }

  async #seed(engines: Engines): Promise<Ready> {
    const places = placesOf(this.#addresses(engines), this.#deployment?.webSocketApis[0]?.stage, engines.mail.address);
    if (this.#options.seed === 'nothing' || !this.#table) {
      return { ...places, workspace: { id: '', accessToken: '', identitySecret: '' }, admins: [] };
    }
    const ports = { workspaces: this.#table.workspaces, clock: this.clock };
    const { seeded, fresh } = await ensureWorkspace(ports, this.#kept.workspace);
    engines.signIn.tell({ admins: seeded.admins });
    const ready = { ...places, ...seeded, inbox: `${places.inbox}?workspace=${seeded.workspace.id}` };
    if (fresh && this.#options.seed === 'content') {
      this.#options.progress('Filling a workspace with people, events and conversations …');
      await seedContent(ready, Math.floor(this.clock.now() / 1000));
    }
    if (fresh) {
      await this.#settle();
      this.#usage.reset();
    }
    return ready;
  }

  #control(office: LocalSes): Beside {
    const clock = {
      clock: this.clock,
      nextDue: () => this.#nextDue(),
      runSchedules: () => this.#schedules.runAll(),
      settle: () => this.#settle(),
      moving: (now: boolean) => {
        this.#movingTime = now;
      },
    };
    return control(
      controlRoutes({
        clock,
        office,
        ledger: this.#ledger,
        faults: this.#faults,
        usage: this.#usage,
        dropSockets: () => this.#sockets.drop(),
        events: () => this.#busEvents.newest(),
        places: () => placesTold(this.#addresses(this.#running()), this.ready, this.#deployment),
        deadLetters: () => localDeadLetters(this.#running().messaging.address, this.#deployment),
        logs: () => this.#log.lines(),
      }),
    );
  }

  async #nextDue(): Promise<number | undefined> {
    const instants = [await this.#table?.nextDue(), this.#dispatcher.nextDue()].filter(
      (instant) => instant !== undefined,
    );
    return instants.length === 0 ? undefined : Math.min(...instants);
  }

  #settle(): Promise<void> {
    return settle(() => [...this.#dispatcher.triggers.values()], this.#functions);
  }

  #backends() {
    if (!this.#engines || !this.#office) return undefined;
    return {
      dynamodb: this.#engines.dynamodb.endpoint,
      messaging: this.#engines.messaging.address,
      mail: this.#office,
      sockets: (method: string, path: string, body: Buffer) => this.#sockets.manage(method, path, body),
    };
  }

  #addresses(engines: Engines): Addresses {
    return addressesOf({ gateway: this.gateway, proxy: this.proxy, issuer: engines.signIn.address });
  }

  #running(): Engines {
    if (!this.#engines) throw new Failure('unavailable', 'The local engines do not run.');
    return this.#engines;
  }
}
