import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { Alert, Button, Card, CardBody, Flex, Text } from '@backstage/ui';
import { Wordmark } from '../brand';
import { forgeHost } from './forgeHost';
import styles from './ForgeSignInPage.module.css';
import { useForgeSignIn } from './useForgeSignIn';

/** Sign-in through the forge that holds the repositories: its accounts are the portal's. */
export const ForgeSignInPage = ({ onSignInSuccess }: SignInPageProps) => {
  const host = forgeHost(useApi(configApiRef));
  const { state, signIn } = useForgeSignIn(onSignInSuccess);
  const error = state.status === 'signed-out' ? state.error : undefined;

  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <Wordmark />
        <Card>
          <CardBody>
            <Flex direction="column" gap="4">
              <Text as="h1" variant="title-small" weight="bold">
                Sign in with your forge account
              </Text>
              <Text as="p" variant="body-medium" color="secondary">
                Slipway knows people and teams from the organisation on {host}.
              </Text>
              {error && (
                <Alert
                  status="danger"
                  title="Sign-in failed"
                  description={`${error.message}. Someone added to the organisation just now can sign in a minute later.`}
                />
              )}
              <Button
                variant="primary"
                size="medium"
                isDisabled={state.status === 'looking'}
                isPending={state.status === 'signing-in'}
                onPress={signIn}
              >
                Sign in
              </Button>
            </Flex>
          </CardBody>
        </Card>
      </div>
    </main>
  );
};
