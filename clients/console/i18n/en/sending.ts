export const sending = {
  about: 'Whether messages go out, what holds them back, and what to do about it.',
  until: 'until {{time}}',
  code: 'code {{code}}',
  stopped: {
    platform: 'Nothing is sent at present: the platform has stopped sending.',
    organization: 'Nothing is sent at present: sending is stopped for the organization.',
    brand: 'Nothing is sent at present: sending is stopped for this brand.',
    see: 'See what holds sending back',
  },
  scope: {
    title: 'All sending',
    sends: 'Sends',
    stopped: 'Stopped',
    platform: 'The platform',
    platformAbout: 'It goes on by itself as soon as the platform’s people let it.',
    organizationAbout: 'All brands and numbers of the organization.',
    brandAbout: 'All numbers of this brand.',
    everythingAbout: 'All numbers, campaigns and answers.',
    stop: 'Stop sending',
    stopOf: 'Stop sending for {{name}}',
    resume: 'Go on',
    resumeOf: 'Go on sending for {{name}}',
    stopTitle: 'Stop sending for {{name}}?',
    stopAbout: 'Campaigns and answers wait; what is on its way to Meta arrives. Nothing is lost.',
    reason: 'Why',
    reasonHint: 'Your team sees it. May be left empty.',
  },
  limit: {
    title: 'Allowed by the platform',
    about: 'Campaigns wait when this is used up; answers of people go first.',
    minute: 'This minute',
    hour: 'This hour',
    day: 'Today',
    used: '{{sent}} of {{limit}}',
    waits: 'Sending goes on at {{time}}. Ask the platform’s people for more if that happens often.',
  },
  number: {
    title: 'Numbers',
    empty: 'No number is connected',
    waiting: 'Waiting',
    unknown: 'Without an answer',
    rate: 'Speed',
    perSecond: '{{count}}/s',
    sends: 'Sends at full speed',
    ready: 'Ready, but all sending is stopped',
    pause: 'Pause',
    pauseOf: 'Pause {{name}}',
    resume: 'Resume',
    resumeOf: 'Resume {{name}}',
  },
  hindrance: {
    disconnected: {
      title: 'Not connected',
      todo: 'Connect the number again with a token that is valid.',
    },
    paused: {
      title: 'Paused',
      todo: 'Nothing leaves this number. Campaigns can be given to another number on their pages; resume it when it may send.',
    },
    breaker: {
      title: 'Meta does not answer',
      todo: 'Nothing to do: one message tries from time to time, and sending goes on as soon as Meta answers.',
    },
    rests: {
      title: 'Rests',
      todo: 'Meta found it too fast. It goes on by itself; write to fewer people at once if that happens often.',
    },
    slow: {
      title: 'Slower for now',
      todo: 'It gets back to its full speed by itself within minutes.',
    },
  },
  held: {
    ban: {
      title: 'Banned by Meta',
      todo: 'Appeal in Meta Business Support. It sends again when Meta lifts the ban.',
    },
    disconnected: {
      title: 'Disconnected at Meta',
      todo: 'Register the number at Meta again and connect it here once more.',
    },
    restriction: {
      title: 'Restricted by Meta',
      todo: 'Meta limits the account because of its quality or its rules. See the Account Quality page at Meta; it ends at the time Meta gives.',
    },
    policy: {
      title: 'Against Meta’s rules',
      todo: 'Read the reason in Meta’s Account Quality page and ask for a review there. Resume when Meta has lifted it.',
    },
    review: {
      title: 'In review at Meta',
      todo: 'Nothing to do but to wait for Meta’s decision.',
    },
    payment: {
      title: 'Payment at Meta',
      todo: 'Mend the payment method in Meta’s Business Settings. Then resume the number.',
    },
    refused: {
      title: 'Refused by Meta',
      todo: 'The token or the registration of the number is not valid any more. Connect it again, then resume it.',
    },
  },
};
