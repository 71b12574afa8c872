import { isObject, type Json } from './json.ts';
import { fillPlaceholders } from './template-shape.ts';
import type { Waba } from './world.ts';

/** A template message as a customer sees it: texts filled in, buttons with what a tap answers. */
export interface TemplatePreview {
  name: string;
  header: { format: string; text: string } | undefined;
  body: string;
  footer: string;
  buttons: { type: string; text: string; payload: string; url: string | undefined }[];
}

/** Fills the template of a send; undefined parts of an unknown template stay empty. */
export function previewTemplate(waba: Waba, content: unknown): TemplatePreview {
  const send: Json = isObject(content) ? content : {};
  const language = isObject(send.language) ? String(send.language.code) : '';
  const shape = waba.templates.get(String(send.name))?.get(language)?.shape;
  const components = Array.isArray(send.components) ? send.components.filter(isObject) : [];
  const find = (type: string) => components.find((one) => String(one.type).toLowerCase() === type);
  const buttonOf = (index: number) =>
    components.find((one) => String(one.type).toLowerCase() === 'button' && Number(one.index) === index);
  return {
    name: String(send.name),
    header:
      shape?.header === undefined
        ? undefined
        : {
            format: shape.header.format,
            text: fillPlaceholders(shape.header.text, valuesOf(find('header'))),
          },
    body: shape === undefined ? String(send.name) : fillPlaceholders(shape.body.text, valuesOf(find('body'))),
    footer: shape?.footer ?? '',
    buttons: (shape?.buttons ?? []).map((button, index) => {
      const parameter = firstParameter(buttonOf(index));
      return {
        type: button.type,
        text: button.text,
        payload: typeof parameter?.payload === 'string' ? parameter.payload : button.text,
        url: button.url === undefined ? undefined : fillPlaceholders(button.url, valuesOf(buttonOf(index))),
      };
    }),
  };
}

function firstParameter(component: Json | undefined): Json | undefined {
  const first: unknown = Array.isArray(component?.parameters) ? component.parameters[0] : undefined;
  return isObject(first) ? first : undefined;
}

function valuesOf(component: Json | undefined): Map<string, string> {
  const values = new Map<string, string>();
  const parameters = Array.isArray(component?.parameters) ? component.parameters.filter(isObject) : [];
  for (const [index, parameter] of parameters.entries()) {
    const name = typeof parameter.parameter_name === 'string' ? parameter.parameter_name : String(index + 1);
    values.set(name, String(parameter.text ?? ''));
  }
  return values;
}
