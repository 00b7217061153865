export {
  ToneLabel,
  type Appearance,
  type Tone,
  type ToneLabelProps,
} from './ToneLabel';
