/** One row of private.claim_media. */
export interface MediaJob {
  id: string;
  direction: 'inbound' | 'outbound';
  organization_id: string;
  brand_id: string;
  message_id: string;
  kind: string;
  media_id: string | null;
  mime_type: string | null;
  filename: string | null;
  sha256: string | null;
  size: number | null;
  storage_path: string | null;
  attempts: number;
}

/** Why a transfer did not work, in the words of message_media.error. */
export type MediaProblem =
  | 'media_expired'
  | 'media_too_large'
  | 'media_type_mismatch'
  | 'media_corrupt'
  | 'media_unreachable'
  | 'media_refused'
  | 'storage_unavailable'
  | 'file_missing';

/** A transfer that did not work. */
export class MediaError extends Error {
  readonly problem: MediaProblem;
  /** Trying again would not help. */
  readonly isFinal: boolean;

  constructor(problem: MediaProblem, isFinal: boolean, cause?: unknown) {
    super(problem, { cause });
    this.name = 'MediaError';
    this.problem = problem;
    this.isFinal = isFinal;
  }
}
