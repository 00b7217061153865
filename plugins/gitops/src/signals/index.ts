export { SignalListener } from './SignalListener';
export {
  signalListenerApiRef,
  useGitOpsSignals,
  usePollInterval,
} from './useGitOpsSignals';
