/** Takes the address of the AWS proxy and the access key that tells it which instance calls; returns what Lambda itself would set. */
export function functionEnvironment(aws: string, accessKeyId: string): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_ENDPOINT_URL: aws,
    PATH: process.env['PATH'] ?? '',
  };
}
