// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its placeholders so.
import { resolveIntrinsics, type Scope } from './intrinsics.ts';

const scope: Scope = {
  ref: (name) => (name === 'AWS::NoValue' ? undefined : `<${name}>`),
  attribute: (logicalId, attribute) => `<${logicalId}.${attribute}>`,
  importValue: (name) => `<import ${name}>`,
  stackOutput: (stack, output) => `<${stack} ${output}>`,
  condition: (name) => name === 'Yes',
  mapping: (...path) => path.join('/'),
};

describe('resolveIntrinsics', () => {
  it.each([
    ['Ref', { Ref: 'Table' }, '<Table>'],
    ['GetAtt', { 'Fn::GetAtt': ['Queue', 'Arn'] }, '<Queue.Arn>'],
    ['GetAtt as text', { 'Fn::GetAtt': 'Queue.Arn' }, '<Queue.Arn>'],
    ['Join', { 'Fn::Join': ['/', ['a', { Ref: 'B' }]] }, 'a/<B>'],
    ['Sub', { 'Fn::Sub': 'a-${AWS::Region}-${Q.Arn}-${!kept}' }, 'a-<AWS::Region>-<Q.Arn>-${kept}'],
    ['Sub with variables', { 'Fn::Sub': ['${x}/${Y}', { x: { Ref: 'X' } }] }, '<X>/<Y>'],
    ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['ImportValue', { 'Fn::ImportValue': 'data:Arn' }, '<import data:Arn>'],
    ['GetStackOutput', { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o' } }, '<s o>'],
    ['FindInMap', { 'Fn::FindInMap': ['m', 'a', 'b'] }, 'm/a/b'],
    ['If', { 'Fn::If': ['Yes', { Ref: 'A' }, 'no'] }, '<A>'],
    ['If not', { 'Fn::If': ['No', 'yes', 'no'] }, 'no'],
    ['Equals and Not', { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] }, true],
    ['Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  ])('computes %s', (_name, value, expected) => {
    expect(resolveIntrinsics(value, scope)).toEqual(expected);
  });

  it('goes into lists and objects, and removes what has no value', () => {
    const value = {
      a: [{ Ref: 'A' }, { Ref: 'AWS::NoValue' }],
      b: { Ref: 'AWS::NoValue' },
      c: { Condition: { x: 1 } },
    };

    expect(resolveIntrinsics(value, scope)).toEqual({ a: ['<A>'], c: { Condition: { x: 1 } } });
  });

  it('refuses a function it does not know', () => {
    expect(() => resolveIntrinsics({ 'Fn::Transform': {} }, scope)).toThrow('Fn::Transform');
  });
});
