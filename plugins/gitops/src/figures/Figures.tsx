import { ResponseError } from '@backstage/errors';
import type { ChangesFilter } from '@slipway/plugin-gitops-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Skeleton, Text } from '@backstage/ui';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { gitopsApiRef } from '../api';
import { Failure } from '../components/Failure';
import { FigureCard } from './FigureCard';
import styles from './Figures.module.css';
import { Definitions, FiguresTable } from './FiguresTable';
import { FIGURES } from './periods';

/** Props of {@link Figures}. */
export interface FiguresProps {
  filter: ChangesFilter;
  /** What they are of: "in prod, last 30 days". */
  scope: string;
}

/** DORA's four figures of a part of the log, with their bars; numbers and definitions on demand. */
export const Figures = ({ filter, scope }: FiguresProps) => {
  const api = useApi(gitopsApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['figures', filter],
    queryFn: ({ signal }) => api.getFigures(filter, { signal }),
    placeholderData: keepPreviousData,
  });
  const [open, setOpen] = useState(false);
  const details = useId();
  if (error && !data) {
    // It is the same right as for the log below, which says so.
    if (error instanceof ResponseError && error.statusCode === 403) {
      return null;
    }
    return <Failure error={error} thing="the figures" onRetry={refetch} />;
  }
  return (
    <Card>
      <CardBody>
        <div className={styles.head}>
          <Text as="h2" variant="title-x-small" weight="bold">
            Delivery {scope}
          </Text>
          <Button
            variant="tertiary"
            size="small"
            aria-expanded={open}
            aria-controls={details}
            onPress={() => setOpen(!open)}
          >
            {open ? 'Hide numbers and definitions' : 'Numbers and definitions'}
          </Button>
        </div>
        <div className={styles.figures} aria-busy={!data}>
          {FIGURES.map(figure =>
            data ? (
              <FigureCard key={figure} figure={figure} response={data} />
            ) : (
              <Skeleton key={figure} width="100%" height="7.5rem" />
            ),
          )}
        </div>
        <div id={details} hidden={!open}>
          {open && data && <FiguresTable response={data} />}
          {open && <Definitions />}
        </div>
      </CardBody>
    </Card>
  );
};
