import type { MarkupCompiler, TemplateCheck, TemplateNames } from '#domain/engage/mail/mail';

/** Checks a template by parsing it. The engine is loaded with the first template: the API starts without its 80 KB. */
export const checkTemplate: TemplateCheck = async (source, part) => {
  const { findTemplateFault } = await import('./templates.ts');
  return findTemplateFault(source, part);
};

/** Finds the variables of a template; the engine is loaded with the first. */
export const templateNames: TemplateNames = async (source) => {
  const { variablesInTemplate } = await import('./templates.ts');
  return variablesInTemplate(source);
};

/** Compiles MJML; the compiler is loaded with the first. */
export const compileMarkup: MarkupCompiler = async (mjml) => {
  const { compileMjml } = await import('./mjml.ts');
  return await compileMjml(mjml);
};
