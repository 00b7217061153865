import { Checkbox } from '@backstage/ui';
import { ReasonField } from './ReasonField';
import type { AskedRequest } from './useRequest';

/** Lets a request go on in a freeze: as a hotfix, or as an exception with a reason where there is one. */
export const Overrides = ({
  request: { answers, answer, preview },
}: {
  request: AskedRequest;
}) => {
  const { hotfix, exception } = answers;
  const freeze = preview.data?.gates.find(({ gate }) => gate === 'freeze');
  // What was written stays to be seen, although it has opened the gate.
  const frozen = freeze?.state === 'waiting' || exception !== '';
  return (
    <>
      <Checkbox
        isSelected={hotfix}
        onChange={isHotfix => answer({ hotfix: isHotfix })}
      >
        It is a hotfix
      </Checkbox>
      {frozen && (
        <ReasonField
          label="Reason for an exception from the freeze"
          description="Needs the right to override gates. It is kept in the record."
          value={exception}
          onChange={reason => answer({ exception: reason })}
        />
      )}
    </>
  );
};
