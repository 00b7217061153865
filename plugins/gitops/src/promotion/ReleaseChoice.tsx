import { Radio, RadioGroup, Select } from '@backstage/ui';
import { RelativeTime } from '../components/RelativeTime';
import styles from './Promotion.module.css';
import { Refused } from './Refused';
import type { Source } from './sources';
import { useReleases } from './usePromotions';

const REPORTED = 'reported';

/** A release, and the environment that it comes from if it comes from one. */
export interface ChosenRelease {
  source?: string;
  version?: string;
}

/** Props of {@link ReleaseChoice}. */
export interface ReleaseChoiceProps {
  component: string;
  sources: readonly Source[];
  chosen: ChosenRelease;
  onChange: (chosen: ChosenRelease) => void;
}

const Reported = ({
  component,
  version,
  onChange,
}: {
  component: string;
  version?: string;
  onChange: (version: string) => void;
}) => {
  const { data, error } = useReleases(component, true);
  if (error) {
    return <Refused error={error} deed={`read the releases of ${component}`} />;
  }
  const releases = data?.releases ?? [];
  if (data && releases.length === 0) {
    return (
      <p className={styles.quiet}>
        CI has reported none of {component}. Its workflow does so with POST
        /api/gitops/releases.
      </p>
    );
  }
  const known = releases.find(one => one.version === version);
  return (
    <>
      <Select
        label="Version"
        placeholder="Choose a release"
        isDisabled={!data}
        search={{ placeholder: 'Search' }}
        options={releases.map(one => ({ id: one.version, label: one.version }))}
        value={version ?? null}
        onChange={key => onChange(String(key))}
      />
      {known && (
        <p className={styles.quiet}>
          Reported <RelativeTime value={known.createdAt} /> of commit{' '}
          {known.source.commit.slice(0, 7)}
          {known.digest === 'unverified' && ', its images are not verified'}
        </p>
      )}
    </>
  );
};

/** Chooses what an environment before has, or a release that CI reported. */
export const ReleaseChoice = ({
  component,
  sources,
  chosen,
  onChange,
}: ReleaseChoiceProps) => {
  const reported = chosen.source === undefined;
  return (
    <div className={styles.choice}>
      <RadioGroup
        label="Release"
        value={chosen.source ?? REPORTED}
        onChange={value =>
          onChange(
            value === REPORTED
              ? {}
              : sources
                  .filter(({ environment }) => environment === value)
                  .map(({ environment, version }) => ({
                    source: environment,
                    version,
                  }))[0],
          )
        }
      >
        {sources.map(({ environment, version, problem }) => (
          <Radio
            key={environment}
            value={environment}
            isDisabled={version === undefined}
          >
            <span>
              {version && <strong className={styles.to}>{version}</strong>} from{' '}
              {environment}
              {problem && <span className={styles.quiet}> – it {problem}</span>}
            </span>
          </Radio>
        ))}
        <Radio value={REPORTED}>Another release that CI reported</Radio>
      </RadioGroup>
      {reported && (
        <Reported
          component={component}
          version={chosen.version}
          onChange={version => onChange({ version })}
        />
      )}
    </div>
  );
};
