import { readCommandLine } from './command-line.ts';
import { explain } from './explain.ts';

const sentence = (...args: string[]) => {
  try {
    readCommandLine(args);
    return 'accepted';
  } catch (error) {
    const { message, exitCode } = explain(error);
    return `${exitCode}: ${message}`;
  }
};

describe('the command line of npm start', () => {
  it('has a port, and no data folder, unless told otherwise', () => {
    expect(readCommandLine([])).toEqual({
      port: 8080,
      data: undefined,
      json: false,
      watch: false,
      verbose: false,
      help: false,
    });
    expect(readCommandLine(['--port', '0', '--data=kept', '--json', '--watch'])).toMatchObject({
      port: 0,
      data: 'kept',
      json: true,
      watch: true,
    });
  });

  it.each([
    [['--port', 'abc'], '2: --port must be a number from 0 (any free port) to 65535, not "abc".'],
    [['--port', '65536'], '2: --port must be a number from 0 (any free port) to 65535, not "65536".'],
    [['--port=-1'], '2: --port must be a number from 0 (any free port) to 65535, not "-1".'],
    [['--prot', '1'], '2: There is no option --prot; there are --port, --data, --json, --watch, --verbose, --help.'],
    [['--data'], '2: --data needs a value; there are --port, --data, --json, --watch, --verbose, --help.'],
    [['--json=yes'], '2: --json takes no value; there are --port, --data, --json, --watch, --verbose, --help.'],
    [['8081'], '2: "8081" is not an option; there are --port, --data, --json, --watch, --verbose, --help.'],
  ])('answers %j with one sentence and exit code 2 (Y35)', (args, expected) => {
    expect(sentence(...args)).toBe(expected);
  });
});

describe('explain', () => {
  it('says in one sentence that the checkout is read-only (Y35)', () => {
    const error = Object.assign(new Error('EROFS: read-only file system'), { code: 'EROFS', path: '/repo/.parley' });
    expect(explain(error)).toEqual({
      message: 'Cannot write /repo/.parley: it is read-only for you; Parley builds into .parley of its checkout.',
      exitCode: 1,
    });
  });

  it('shows the trace of what nobody foresaw', () => {
    expect(explain(new TypeError('x is undefined')).message).toContain('command-line.test.ts');
  });
});
