import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

export type Deployment = {
  tableName: string;
  userPoolId: string;
  keptRecordsBucket: string;
  transfersBucket: string;
  http: string;
  websocket: string;
  /** Whose addresses mails may leave as, lower case and in punycode; IAM refuses all others. */
  senderDomains: string[];
};

/** Takes the stage; returns where it was deployed, from the outputs of its stacks. Throws an Error that says what is missing. */
export async function deployment(stage: string): Promise<Deployment> {
  const cloudFormation = new CloudFormationClient({});
  const [data, realtime, api, mail] = await Promise.all(
    ['data', 'realtime', 'api', 'mail'].map((part) => outputs(cloudFormation, `parley-${stage}-${part}`)),
  );
  return {
    tableName: required(data, 'TableName'),
    userPoolId: required(data, 'UserPoolId'),
    keptRecordsBucket: required(data, 'KeptRecordsBucket'),
    transfersBucket: required(data, 'TransfersBucket'),
    http: required(api, 'HttpUrl'),
    websocket: required(realtime, 'WebSocketUrl'),
    senderDomains: required(mail, 'SenderDomains').split(','),
  };
}

async function outputs(client: CloudFormationClient, StackName: string): Promise<Map<string, string>> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName })).catch((cause: unknown) => {
    throw new Error(`The stack ${StackName} was not found in this account and region. Run npm run deploy first.`, {
      cause,
    });
  });
  return new Map(Stacks?.[0]?.Outputs?.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

function required(outputs: Map<string, string> | undefined, name: string): string {
  const value = outputs?.get(name);
  if (!value)
    throw new Error(
      `The output ${name} is missing: the deployed stacks are older than this script. Run npm run deploy.`,
    );
  return value;
}
