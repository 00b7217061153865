import type { PodSummary } from '@slipway/plugin-gitops-common';
import { Button, Checkbox, Select, Skeleton } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import styles from './PodLogs.module.css';
import { LogError, usePodLogs } from './usePodLogs';

/** More lines than these are scrolled to. */
const MOST_ROWS = 18;

/** Props of {@link PodLogs}. */
export interface PodLogsProps {
  pod: PodSummary;
  cluster: string;
}

const Lines = ({ text, label }: { text: string; label: string }) => {
  const ref = useRef<HTMLTextAreaElement>(null);
  // The newest lines are the ones that are looked for.
  useEffect(() => {
    if (ref.current) {
      ref.current.scrollTop = ref.current.scrollHeight;
    }
  }, [text]);
  return text === '' ? (
    <p className={styles.problem}>It has written nothing.</p>
  ) : (
    // A text area, because keyboards scroll only what can have the focus.
    <textarea
      ref={ref}
      readOnly
      spellCheck={false}
      rows={Math.min(text.split('\n').length, MOST_ROWS)}
      aria-label={label}
      className={styles.lines}
      value={text}
    />
  );
};

/** The end of the log of one of a pod's containers, also of before its last restart. */
const PodLogs = ({ pod, cluster }: PodLogsProps) => {
  const { name, namespace, containers } = pod;
  const failing = containers.find(({ ready }) => !ready) ?? containers[0];
  const [container, setContainer] = useState(failing?.name ?? '');
  const [previous, setPrevious] = useState(false);
  const { data, error, isFetching, refetch } = usePodLogs({
    cluster,
    namespace,
    pod: name,
    container,
    previous,
  });
  return (
    <div className={styles.root}>
      <div className={styles.tools}>
        {containers.length > 1 && (
          <Select
            aria-label="Container"
            size="small"
            options={containers.map(one => ({
              id: one.name,
              label: one.name,
            }))}
            value={container}
            onChange={key => setContainer(String(key))}
          />
        )}
        <Checkbox isSelected={previous} onChange={setPrevious}>
          Before the last restart
        </Checkbox>
        <span className={styles.end}>
          <Button
            variant="tertiary"
            size="small"
            isPending={isFetching}
            onPress={() => refetch()}
          >
            Read again
          </Button>
          <Button
            variant="tertiary"
            size="small"
            isDisabled={!data}
            onPress={() => navigator.clipboard.writeText(data ?? '')}
          >
            Copy
          </Button>
        </span>
      </div>
      {error && (
        <p role="alert" className={styles.problem}>
          {describe(error, cluster)}
        </p>
      )}
      {!error && data === undefined && <Skeleton width="100%" height="6rem" />}
      {!error && data !== undefined && (
        <Lines text={data} label={`Log of ${container} in ${name}`} />
      )}
    </div>
  );
};

function describe(error: Error, cluster: string): string {
  if (error instanceof LogError && error.status === 403) {
    return `You may not read logs on ${cluster}. Ask the platform team for the right to.`;
  }
  return `Could not read the log: ${error.message}`;
}

export default PodLogs;
