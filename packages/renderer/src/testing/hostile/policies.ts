import type { RenderErrorReason } from '../../RenderError';

/** A policy that reaches for what is not its input. */
export interface HostilePolicy {
  readonly name: string;
  readonly text: string;
  readonly expected: RenderErrorReason | 'evaluated';
}

const rule = (value: string) => `package p\n\nanswer := ${value}\n`;

/** What a policy could do beside judging. */
export const policies: readonly HostilePolicy[] = [
  {
    name: 'a request',
    text: rule('http.send({"method": "get", "url": "http://169.254.169.254"})'),
    expected: 'policy',
  },
  {
    name: 'a name to look up',
    text: rule('net.lookup_ip_addr("localhost")'),
    expected: 'policy',
  },
  {
    name: 'the environment',
    text: rule('opa.runtime().env'),
    expected: 'policy',
  },
  { name: 'the time', text: rule('time.now_ns()'), expected: 'policy' },
  { name: 'chance', text: rule('rand.intn("a", 10)'), expected: 'policy' },
  {
    name: 'a module that does not parse',
    text: 'package p\nanswer := {',
    expected: 'policy',
  },
  {
    name: 'two answers to one question',
    text: 'package p\n\nanswer := 1\n\nanswer := 2\n',
    expected: 'policy',
  },
  {
    name: 'a rule that needs itself',
    text: 'package p\n\nanswer if not answer\n',
    expected: 'policy',
  },
  { name: 'a division by zero', text: rule('1 / 0'), expected: 'evaluated' },
  {
    name: 'an expression that is slow elsewhere',
    text: rule(
      'regex.match("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")',
    ),
    expected: 'evaluated',
  },
  {
    name: 'a module over a mebibyte',
    text: `package p\n# ${'x'.repeat(1024 ** 2)}\n`,
    expected: 'limit',
  },
];
