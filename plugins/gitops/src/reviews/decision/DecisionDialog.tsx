import type { Plan, ReviewDetail } from '@slipway/plugin-gitops-common';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextAreaField,
} from '@backstage/ui';
import { useState } from 'react';
import { NewCommits } from '../NewCommits';
import { deedOf, describeRefusal, VERBS, type Decision } from './decision';
import styles from './Decision.module.css';
import { useDecide } from './useDecide';
import { useSignInAsked } from './useSignInAsked';

/** Props of {@link DecisionDialog}. */
export interface DecisionDialogProps {
  decision: Decision;
  review: ReviewDetail;
  plan: Plan | undefined;
  /** The newest commit that the person saw. */
  seen: string;
  onClose: () => void;
  onDone: (done: Decision) => void;
  onLoadNew: () => void;
}

/** Says what a decision does before it is made, and why the forge refused it. */
export const DecisionDialog = ({
  decision,
  review,
  plan,
  seen,
  onClose,
  onDone,
  onLoadNew,
}: DecisionDialogProps) => {
  const [body, setBody] = useState('');
  const decide = useDecide(review.number, onDone);
  const makesRoom = useSignInAsked();
  const refusal = decide.error && describeRefusal(decide.error, decision);
  const moved = review.commit !== seen || refusal?.moved;
  const decides = decision === 'approve' || decision === 'merge';
  const needsText = !decides;
  const impossible = moved || (needsText && body.trim() === '');
  return (
    <Dialog
      isOpen={!makesRoom}
      onOpenChange={open => !open && onClose()}
      width={560}
    >
      <DialogHeader>
        {VERBS[decision]} #{review.number}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{review.title}</Text>
          {moved && (
            <NewCommits review={review} seen={seen} onLoad={onLoadNew} />
          )}
          {!plan && decides && (
            <Alert
              icon
              status="warning"
              title="There is no plan of this"
              description="Nobody has seen what merging does to the clusters."
            />
          )}
          {refusal && !refusal.moved && (
            <Alert
              role="alert"
              icon
              status="danger"
              title={refusal.title}
              description={refusal.description}
            />
          )}
          {decision !== 'merge' && (
            <TextAreaField
              label={needsText ? 'What you say' : 'What you say, if anything'}
              description="Markdown. It is posted on the forge in your name."
              rows={4}
              maxLength={20_000}
              value={body}
              onChange={setBody}
            />
          )}
          {decision === 'merge' && (
            <Text as="p" color="secondary">
              It is merged on the forge in your name, under its rules. Argo CD
              then applies it.
            </Text>
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          Cancel
        </Button>
        <Button
          variant={impossible ? 'secondary' : 'primary'}
          className={styles.deed}
          isDisabled={impossible}
          isPending={decide.isPending}
          onPress={() => decide.mutate({ decision, body, commit: seen })}
        >
          {deedOf(decision, review, plan)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
};
