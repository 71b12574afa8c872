// Builds what a customer sees of one message. Only textContent is used: message bodies are not to be trusted.

const TICKS = { accepted: '◷', sent: '✓', delivered: '✓✓', read: '✓✓', failed: '!' };

/** Creates an element with a class, text and children. */
export function element(tag, className = '', text = '', ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== '') node.textContent = text;
  node.append(...children);
  return node;
}

/** One line for the list of chats. */
export function previewText(message) {
  if (!message) return '';
  const { type, content } = message;
  if (type === 'text') return content?.body ?? '';
  if (type === 'template') return content?.body ?? '';
  if (type === 'interactive')
    return content?.body?.text ?? content?.button_reply?.title ?? content?.list_reply?.title ?? '';
  if (type === 'button') return content?.text ?? '';
  if (type === 'reaction') return `Reacted ${content?.emoji || '(removed)'}`;
  return content?.caption ?? type;
}

/** The bubble of a message; `answer` receives the inbound message that a tap makes. */
export function createBubble(message, answer) {
  const bubble = element('li', `bubble ${message.direction}`);
  bubble.append(...parts(message, answer));
  const time = new Date(message.at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const meta = element('div', 'meta', '', element('time', '', time));
  if (message.status) {
    const ticks = element('span', '', TICKS[message.status] ?? '');
    ticks.dataset.status = message.status;
    ticks.title = message.status;
    ticks.setAttribute('aria-label', message.status);
    meta.append(ticks);
  }
  bubble.append(meta);
  return bubble;
}

function parts(message, answer) {
  const { type, content, direction } = message;
  if (type === 'template') return templateParts(message, answer);
  if (type === 'interactive' && direction === 'out') return interactiveParts(message, answer);
  if (['image', 'video', 'audio', 'document', 'sticker'].includes(type)) {
    const caption = content?.caption ? [element('div', 'text', content.caption)] : [];
    return [element('div', 'media', content?.filename ?? type), ...caption];
  }
  if (type === 'location')
    return [element('div', 'media', content?.name ?? `${content?.latitude}, ${content?.longitude}`)];
  if (type === 'contacts') {
    return [
      element('div', 'media', (content ?? []).map((one) => one.name?.formatted_name ?? 'contact').join(', ')),
    ];
  }
  return [element('div', 'text', previewText(message) || type)];
}

function templateParts(message, answer) {
  const { header, body, footer, buttons } = message.content;
  const shown = [];
  if (header?.format === 'TEXT') shown.push(element('div', 'head', header.text));
  else if (header) shown.push(element('div', 'media', header.format.toLowerCase()));
  shown.push(element('div', 'text', body));
  if (footer) shown.push(element('div', 'foot', footer));
  const choices = element('div', 'choices');
  for (const button of buttons) {
    if (button.type === 'QUICK_REPLY') {
      const reply = { type: 'button', button: { payload: button.payload, text: button.text } };
      choices.append(tap(button.text, '', () => answer(reply, message)));
    } else {
      choices.append(element('span', 'link', button.url ? `${button.text}: ${button.url}` : button.text));
    }
  }
  if (buttons.length > 0) shown.push(choices);
  return shown;
}

function interactiveParts(message, answer) {
  const { header, body, footer, action, type } = message.content ?? {};
  const shown = [];
  if (header?.text) shown.push(element('div', 'head', header.text));
  else if (header) shown.push(element('div', 'media', header.type));
  if (body?.text) shown.push(element('div', 'text', body.text));
  if (footer?.text) shown.push(element('div', 'foot', footer.text));
  const choices = element('div', 'choices');
  const reply = (kind, value) =>
    answer({ type: 'interactive', interactive: { type: kind, [kind]: value } }, message);
  for (const { reply: button } of action?.buttons ?? []) {
    if (button)
      choices.append(
        tap(button.title, '', () => reply('button_reply', { id: button.id, title: button.title })),
      );
  }
  if (type === 'list') {
    for (const section of action?.sections ?? []) {
      if (section.title) choices.append(element('div', 'section', section.title));
      for (const { id, title, description } of section.rows ?? []) {
        choices.append(tap(title, description ?? '', () => reply('list_reply', { id, title, description })));
      }
    }
  }
  if (type === 'flow') {
    const sent = {
      name: 'flow',
      body: 'Sent',
      response_json: JSON.stringify({ flow_token: action?.parameters?.flow_token }),
    };
    choices.append(
      tap(action?.parameters?.flow_cta ?? 'Open', 'answers the form', () => reply('nfm_reply', sent)),
    );
  }
  if (type === 'location_request_message') {
    const location = { latitude: 37.4847, longitude: -122.1473, name: 'Here' };
    choices.append(tap('Send location', '', () => answer({ type: 'location', location }, message)));
  }
  if (type === 'cta_url')
    choices.append(
      element('span', 'link', `${action?.parameters?.display_text}: ${action?.parameters?.url}`),
    );
  if (choices.childElementCount > 0) shown.push(choices);
  return shown;
}

function tap(label, detail, onTap) {
  const button = element('button', '', label);
  button.type = 'button';
  if (detail) button.append(element('small', '', detail));
  button.addEventListener('click', onTap);
  return button;
}
