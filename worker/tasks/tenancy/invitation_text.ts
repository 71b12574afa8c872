/** What the mail of an invitation tells. */
export interface InvitationWords {
  organization: string;
  /** E-mail of who invited; null when that user is gone. */
  invited_by: string | null;
  /** Language tag of the organization. */
  locale: string;
  expires_at: Date;
  link: string;
}

interface Language {
  subject(organization: string): string;
  lines(words: { organization: string; invitedBy: string | null; until: string; link: string }): string[];
}

const LANGUAGES: Record<string, Language> = {
  en: {
    subject: (organization) => `Your invitation to ${organization}`,
    lines: ({ organization, invitedBy, until, link }) => [
      `${invitedBy ?? 'Somebody'} invites you to work with ${organization}.`,
      `Open this page and sign in with the address that this mail was sent to:`,
      link,
      `The invitation is for you alone and holds until ${until}. If you do not know ${organization}, ignore this mail.`,
    ],
  },
  es: {
    subject: (organization) => `Su invitación a ${organization}`,
    lines: ({ organization, invitedBy, until, link }) => [
      `${invitedBy ?? 'Alguien'} le invita a trabajar con ${organization}.`,
      `Abra esta página e inicie sesión con la dirección a la que llegó este correo:`,
      link,
      `La invitación es solo para usted y vale hasta el ${until}. Si no conoce ${organization}, ignore este correo.`,
    ],
  },
};

/** The mail of an invitation in the language of the organization, in English where we do not speak it. */
export function invitationText(words: InvitationWords): { subject: string; text: string } {
  const tag = words.locale.split('-')[0] ?? 'en';
  const [locale, language] =
    LANGUAGES[tag] === undefined ? ['en', LANGUAGES.en] : [words.locale, LANGUAGES[tag]];
  if (language === undefined) throw new Error('There is no English.');
  // A name is written by a tenant: no line of its own, and no room for a text that pretends to be ours.
  const organization = words.organization
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80);
  const until = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
    words.expires_at,
  );
  return {
    subject: language.subject(organization),
    text: `${language.lines({ organization, invitedBy: words.invited_by, until, link: words.link }).join('\n\n')}\n`,
  };
}
