import type { Generated } from 'kysely';

export type AttachmentTables = {
  attachment: {
    id: Generated<number>;
    shop_id: number;
    message_id: number;
    mime: string;
    bytes: Buffer;
    sha256: string | null;
    created_at: Date;
  };
};
