import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';

/** Takes the user pool and an address; Cognito mails a temporary password. Nothing happens if the teammate can sign in already. */
export async function inviteTeammate(userPoolId: string, email: string): Promise<void> {
  const command = new AdminCreateUserCommand({
    UserPoolId: userPoolId,
    Username: email,
    DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
    ],
  });
  await new CognitoIdentityProviderClient({}).send(command).catch((error: unknown) => {
    if (!(error instanceof UsernameExistsException)) throw error;
  });
}

/** Takes the user pool and an address; nobody signs in with it any more. Nothing happens if nobody could. */
export async function dismissTeammate(userPoolId: string, email: string): Promise<void> {
  const command = new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: email });
  await new CognitoIdentityProviderClient({}).send(command).catch((error: unknown) => {
    if (!(error instanceof UserNotFoundException)) throw error;
  });
}
