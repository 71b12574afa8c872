import { type Refusal, refuse } from './graph-errors.ts';
import { isObject, isText, type Json } from './json.ts';
import type { Template, Waba } from './world.ts';

/** Finds the template a send names and says why it cannot be used. */
export function findTemplate(waba: Waba, content: Json): Template | Refusal {
  const { name, language } = content;
  if (!isText(name)) return refuse(131008, "Parameter template['name'] is required.");
  if (!isObject(language) || !isText(language.code)) {
    return refuse(131008, "Parameter template['language']['code'] is required.");
  }
  const template = waba.templates.get(name)?.get(language.code);
  if (template?.status === 'PAUSED')
    return refuse(132015, `Template (${name}) is paused due to low quality.`);
  if (template?.status === 'DISABLED') return refuse(132016, `Template (${name}) was paused too many times.`);
  if (template === undefined || (template.status !== 'APPROVED' && template.status !== 'REINSTATED')) {
    return refuse(132001, `template name (${name}) does not exist in ${language.code}`);
  }
  return template;
}

const BODY_LIMIT = 1024;

/** Checks the parameters of a template send against the shape of the template (facts §1.5). */
export function validateTemplate(template: Template, content: Json): Refusal | null {
  const { shape } = template;
  const components = content.components ?? [];
  if (!Array.isArray(components)) return refuse(100, "Param template['components'] must be an array.");
  let header: Json | undefined;
  let body: Json | undefined;
  let buttons = 0;
  for (const component of components) {
    if (!isObject(component) || !isText(component.type))
      return refuse(131008, "components['type'] is required.");
    const type = component.type.toLowerCase();
    if (type === 'header') header = component;
    else if (type === 'body') body = component;
    else if (type === 'button') {
      const refused = validateButton(template, component);
      if (refused !== null) return refused;
      if (shape.buttons[Number(component.index)]?.needsParameter) buttons += 1;
    } else if (type !== 'carousel' && type !== 'limited_time_offer' && type !== 'order_status') {
      return refuse(100, `Param template['components']['type'] has an unknown value: ${component.type}.`);
    }
  }
  if (shape.isCarousel) return null;
  return validateBody(template, body) ?? validateHeader(template, header) ?? missingButton(template, buttons);
}

function parametersOf(component: Json | undefined): unknown[] {
  return Array.isArray(component?.parameters) ? component.parameters : [];
}

/** A value with a line break, a tab or more than four blanks is refused by Meta. */
const FORBIDDEN = /[\n\t]| {5,}/;

function validateBody({ shape, category }: Template, component: Json | undefined): Refusal | null {
  const parameters = parametersOf(component);
  // The text of an authentication template is Meta's own: its only parameter is the code.
  const expected = category === 'AUTHENTICATION' ? Math.max(shape.body.params, 1) : shape.body.params;
  if (parameters.length !== expected) {
    return refuse(
      132000,
      `body: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected})`,
    );
  }
  let length = shape.body.literalLength;
  for (const parameter of parameters) {
    if (!isObject(parameter) || !isText(parameter.type))
      return refuse(131008, "parameters['type'] is required.");
    if (parameter.type !== 'text') continue;
    if (!isText(parameter.text)) return refuse(131008, 'Parameter of type text is missing text value');
    if (FORBIDDEN.test(parameter.text)) {
      return refuse(
        132018,
        'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
      );
    }
    if (shape.body.names !== undefined) {
      if (!isText(parameter.parameter_name) || !shape.body.names.has(parameter.parameter_name)) {
        return refuse(132012, `body: unknown parameter_name (${String(parameter.parameter_name)})`);
      }
    }
    length += parameter.text.length;
  }
  return length > BODY_LIMIT ? refuse(132005, `body: translated text is longer than ${BODY_LIMIT}`) : null;
}

function validateHeader({ shape }: Template, component: Json | undefined): Refusal | null {
  const parameters = parametersOf(component);
  const header = shape.header;
  if (header === undefined || header.format === 'TEXT') {
    const expected = header?.params ?? 0;
    return parameters.length === expected
      ? null
      : refuse(
          132000,
          `header: number of localizable_params (${parameters.length}) does not match the expected number of params (${expected})`,
        );
  }
  const parameter = parameters[0];
  const type = isObject(parameter) && isText(parameter.type) ? parameter.type.toUpperCase() : 'UNKNOWN';
  // GIF headers are sent as video.
  if (type !== header.format && !(header.format === 'GIF' && type === 'VIDEO')) {
    return refuse(132012, `header: Format mismatch, expected ${header.format}, received ${type}`);
  }
  return null;
}

function validateButton({ shape }: Template, component: Json): Refusal | null {
  const index = Number(component.index);
  const button = Number.isInteger(index) ? shape.buttons[index] : undefined;
  if (button === undefined)
    return refuse(132018, `button: there is no button at index ${String(component.index)}`);
  if (button.needsParameter && parametersOf(component).length === 0) {
    return refuse(131008, `Button at index ${index} of type ${button.type} requires a parameter`);
  }
  return null;
}

function missingButton({ shape }: Template, given: number): Refusal | null {
  const expected = shape.buttons.filter((button) => button.needsParameter).length;
  return given >= expected ? null : refuse(131008, 'buttons: a button of the template requires a parameter');
}
