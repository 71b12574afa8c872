// Generated from the database by `npm run types`. Do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      alerts: {
        Row: {
          created_at: string;
          detail: NonNullable<Json>;
          id: string;
          key: string;
          kind: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: string;
          key: string;
          kind: string;
          organization_id: string;
        };
        Update: {
          created_at?: string;
          detail?: NonNullable<Json>;
          id?: string;
          key?: string;
          kind?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'alerts_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      audit_log: {
        Row: {
          action: string;
          actor_id: string;
          actor_kind: string;
          after: Json | null;
          at: string;
          before: Json | null;
          brand_id: string | null;
          entity: string;
          entity_id: string;
          id: string;
          organization_id: string;
          request_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor_id: string;
          actor_kind: string;
          after?: Json | null;
          at?: string;
          before?: Json | null;
          brand_id?: string | null;
          entity: string;
          entity_id: string;
          id?: string;
          organization_id: string;
          request_id?: string | null;
        };
        Update: {
          action?: string;
          actor_id?: string;
          actor_kind?: string;
          after?: Json | null;
          at?: string;
          before?: Json | null;
          brand_id?: string | null;
          entity?: string;
          entity_id?: string;
          id?: string;
          organization_id?: string;
          request_id?: string | null;
        };
        Relationships: [];
      };
      brand_events: {
        Row: {
          brand_id: string;
          created_at: string;
          events: NonNullable<Json>;
          id: string;
          organization_id: string;
          seq: number;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          events: NonNullable<Json>;
          id?: string;
          organization_id: string;
          seq: number;
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          events?: NonNullable<Json>;
          id?: string;
          organization_id?: string;
          seq?: number;
        };
        Relationships: [];
      };
      brands: {
        Row: {
          created_at: string;
          id: string;
          is_default: boolean;
          name: string;
          organization_id: string;
          sending_paused_reason: string | null;
          status: string;
          template_review_by_second_person: boolean;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          is_default?: boolean;
          name: string;
          organization_id: string;
          sending_paused_reason?: string | null;
          status?: string;
          template_review_by_second_person?: boolean;
        };
        Update: {
          created_at?: string;
          id?: string;
          is_default?: boolean;
          name?: string;
          organization_id?: string;
          sending_paused_reason?: string | null;
          status?: string;
          template_review_by_second_person?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: 'brands_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      business_hours: {
        Row: {
          away_message: string | null;
          brand_id: string;
          created_at: string;
          holidays: string[];
          organization_id: string;
          timezone: string;
          weekly: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          away_message?: string | null;
          brand_id: string;
          created_at?: string;
          holidays?: string[];
          organization_id: string;
          timezone: string;
          weekly: NonNullable<Json>;
        };
        Update: {
          away_message?: string | null;
          brand_id?: string;
          created_at?: string;
          holidays?: string[];
          organization_id?: string;
          timezone?: string;
          weekly?: NonNullable<Json>;
        };
        Relationships: [
          {
            foreignKeyName: 'business_hours_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      campaign_numbers: {
        Row: {
          brand_id: string;
          campaign_id: string;
          created_at: string;
          organization_id: string;
          whatsapp_account_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          campaign_id: string;
          created_at?: string;
          organization_id: string;
          whatsapp_account_id: string;
        };
        Update: {
          brand_id?: string;
          campaign_id?: string;
          created_at?: string;
          organization_id?: string;
          whatsapp_account_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'campaign_numbers_campaign_id_fkey';
            columns: ['campaign_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'campaign_stats';
            referencedColumns: ['campaign_id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'campaign_numbers_campaign_id_fkey';
            columns: ['campaign_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'campaigns';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'campaign_numbers_whatsapp_account_id_fkey';
            columns: ['whatsapp_account_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'whatsapp_accounts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      campaign_recipients: {
        Row: {
          brand_id: string;
          campaign_id: string;
          contact_id: string;
          message_id: string;
          organization_id: string;
          position: number;
          share: number;
          skip_reason: string | null;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          campaign_id: string;
          contact_id: string;
          message_id?: string;
          organization_id: string;
          position: number;
          share?: number;
          skip_reason?: string | null;
        };
        Update: {
          brand_id?: string;
          campaign_id?: string;
          contact_id?: string;
          message_id?: string;
          organization_id?: string;
          position?: number;
          share?: number;
          skip_reason?: string | null;
        };
        Relationships: [];
      };
      campaigns: {
        Row: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        ComputedFields: never;
        Insert: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at?: string | null;
          created_at?: string;
          created_by?: string | null;
          duplicates?: number;
          failure_reason?: string | null;
          id?: string;
          name: string;
          organization_id: string;
          parameters?: NonNullable<Json>;
          pause_reason?: string | null;
          scheduled_at?: string | null;
          scheduled_local?: string | null;
          scheduled_timezone?: string | null;
          started_at?: string | null;
          status?: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        Update: {
          audience?: NonNullable<Json>;
          brand_id?: string;
          completed_at?: string | null;
          created_at?: string;
          created_by?: string | null;
          duplicates?: number;
          failure_reason?: string | null;
          id?: string;
          name?: string;
          organization_id?: string;
          parameters?: NonNullable<Json>;
          pause_reason?: string | null;
          scheduled_at?: string | null;
          scheduled_local?: string | null;
          scheduled_timezone?: string | null;
          started_at?: string | null;
          status?: string;
          template_id?: string;
          whatsapp_account_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'campaigns_template_id_fkey';
            columns: ['template_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'templates';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'campaigns_whatsapp_account_id_fkey';
            columns: ['whatsapp_account_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'whatsapp_accounts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      canned_replies: {
        Row: {
          body: string;
          brand_id: string;
          created_at: string;
          id: string;
          organization_id: string;
          shortcut: string;
          title: string;
        };
        ComputedFields: never;
        Insert: {
          body: string;
          brand_id: string;
          created_at?: string;
          id?: string;
          organization_id: string;
          shortcut: string;
          title?: string;
        };
        Update: {
          body?: string;
          brand_id?: string;
          created_at?: string;
          id?: string;
          organization_id?: string;
          shortcut?: string;
          title?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'canned_replies_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      consent_events: {
        Row: {
          actor_id: string | null;
          at: string;
          brand_id: string;
          category: string;
          contact_id: string;
          created_at: string;
          evidence: NonNullable<Json>;
          id: string;
          message_id: string | null;
          organization_id: string;
          source: string;
          state: string;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          at: string;
          brand_id: string;
          category: string;
          contact_id: string;
          created_at?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          message_id?: string | null;
          organization_id: string;
          source: string;
          state: string;
        };
        Update: {
          actor_id?: string | null;
          at?: string;
          brand_id?: string;
          category?: string;
          contact_id?: string;
          created_at?: string;
          evidence?: NonNullable<Json>;
          id?: string;
          message_id?: string | null;
          organization_id?: string;
          source?: string;
          state?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'consent_events_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      consent_settings: {
        Row: {
          brand_id: string;
          created_at: string;
          id: string;
          is_reply_on: boolean;
          organization_id: string;
          replies: NonNullable<Json>;
          require_opt_in: string[];
          start_words: string[];
          stop_categories: string[];
          stop_words: string[];
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          id?: string;
          is_reply_on?: boolean;
          organization_id: string;
          replies?: NonNullable<Json>;
          require_opt_in?: string[];
          start_words?: string[];
          stop_categories?: string[];
          stop_words?: string[];
          updated_at?: string;
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          id?: string;
          is_reply_on?: boolean;
          organization_id?: string;
          replies?: NonNullable<Json>;
          require_opt_in?: string[];
          start_words?: string[];
          stop_categories?: string[];
          stop_words?: string[];
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'consent_settings_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      consents: {
        Row: {
          at: string;
          brand_id: string;
          category: string;
          contact_id: string;
          created_at: string;
          organization_id: string;
          source: string;
          state: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          at: string;
          brand_id: string;
          category: string;
          contact_id: string;
          created_at?: string;
          organization_id: string;
          source: string;
          state: string;
          updated_at?: string;
        };
        Update: {
          at?: string;
          brand_id?: string;
          category?: string;
          contact_id?: string;
          created_at?: string;
          organization_id?: string;
          source?: string;
          state?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'consents_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      contact_attributes: {
        Row: {
          brand_id: string;
          created_at: string;
          id: string;
          key: string;
          label: string;
          options: string[];
          organization_id: string;
          type: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          id?: string;
          key: string;
          label: string;
          options?: string[];
          organization_id: string;
          type: string;
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          id?: string;
          key?: string;
          label?: string;
          options?: string[];
          organization_id?: string;
          type?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_attributes_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      contact_changes: {
        Row: {
          add_groups: string[];
          add_labels: string[];
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          done: number;
          error: string | null;
          expected: number;
          filter: Json | null;
          id: string;
          is_deletion: boolean;
          next: string | null;
          organization_id: string;
          remove_groups: string[];
          remove_labels: string[];
          status: string;
        };
        ComputedFields: never;
        Insert: {
          add_groups?: string[];
          add_labels?: string[];
          brand_id: string;
          completed_at?: string | null;
          created_at?: string;
          created_by?: string | null;
          done?: number;
          error?: string | null;
          expected?: number;
          filter?: Json | null;
          id?: string;
          is_deletion?: boolean;
          next?: string | null;
          organization_id: string;
          remove_groups?: string[];
          remove_labels?: string[];
          status?: string;
        };
        Update: {
          add_groups?: string[];
          add_labels?: string[];
          brand_id?: string;
          completed_at?: string | null;
          created_at?: string;
          created_by?: string | null;
          done?: number;
          error?: string | null;
          expected?: number;
          filter?: Json | null;
          id?: string;
          is_deletion?: boolean;
          next?: string | null;
          organization_id?: string;
          remove_groups?: string[];
          remove_labels?: string[];
          status?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_changes_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      contact_identities: {
        Row: {
          brand_id: string;
          contact_id: string;
          created_at: string;
          ended_at: string | null;
          kind: string;
          organization_id: string;
          seen_at: string | null;
          since: string | null;
          value: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          contact_id: string;
          created_at?: string;
          ended_at?: string | null;
          kind: string;
          organization_id: string;
          seen_at?: string | null;
          since?: string | null;
          value: string;
        };
        Update: {
          brand_id?: string;
          contact_id?: string;
          created_at?: string;
          ended_at?: string | null;
          kind?: string;
          organization_id?: string;
          seen_at?: string | null;
          since?: string | null;
          value?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_identities_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      contact_import_errors: {
        Row: {
          brand_id: string;
          code: string;
          column_name: string | null;
          column_number: number;
          created_at: string;
          import_id: string;
          message: string;
          organization_id: string;
          raw: string | null;
          row_number: number;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          code: string;
          column_name?: string | null;
          column_number?: number;
          created_at?: string;
          import_id: string;
          message: string;
          organization_id: string;
          raw?: string | null;
          row_number: number;
        };
        Update: {
          brand_id?: string;
          code?: string;
          column_name?: string | null;
          column_number?: number;
          created_at?: string;
          import_id?: string;
          message?: string;
          organization_id?: string;
          raw?: string | null;
          row_number?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_import_errors_import_id_fkey';
            columns: ['import_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contact_imports';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      contact_imports: {
        Row: {
          analysis: Json | null;
          announced_at: string;
          brand_id: string;
          consent_category: string | null;
          consent_source: string | null;
          created_at: string;
          created_by: string;
          cursor_row: number;
          date_format: string;
          default_country: string | null;
          errors_path: string | null;
          failure_code: string | null;
          failure_message: string | null;
          file_name: string;
          files_removed_at: string | null;
          finished_at: string | null;
          groups: string[];
          id: string;
          labels: string[];
          mapping: NonNullable<Json>;
          organization_id: string;
          policy: string;
          reading: NonNullable<Json>;
          report: Json | null;
          rows_created: number;
          rows_duplicate: number;
          rows_failed: number;
          rows_skipped: number;
          rows_total: number | null;
          rows_unchanged: number;
          rows_updated: number;
          started_at: string | null;
          state: string;
          storage_path: string;
        };
        ComputedFields: never;
        Insert: {
          analysis?: Json | null;
          announced_at?: string;
          brand_id: string;
          consent_category?: string | null;
          consent_source?: string | null;
          created_at?: string;
          created_by?: string;
          cursor_row?: number;
          date_format?: string;
          default_country?: string | null;
          errors_path?: string | null;
          failure_code?: string | null;
          failure_message?: string | null;
          file_name: string;
          files_removed_at?: string | null;
          finished_at?: string | null;
          groups?: string[];
          id?: string;
          labels?: string[];
          mapping?: NonNullable<Json>;
          organization_id: string;
          policy?: string;
          reading?: NonNullable<Json>;
          report?: Json | null;
          rows_created?: number;
          rows_duplicate?: number;
          rows_failed?: number;
          rows_skipped?: number;
          rows_total?: number | null;
          rows_unchanged?: number;
          rows_updated?: number;
          started_at?: string | null;
          state?: string;
          storage_path: string;
        };
        Update: {
          analysis?: Json | null;
          announced_at?: string;
          brand_id?: string;
          consent_category?: string | null;
          consent_source?: string | null;
          created_at?: string;
          created_by?: string;
          cursor_row?: number;
          date_format?: string;
          default_country?: string | null;
          errors_path?: string | null;
          failure_code?: string | null;
          failure_message?: string | null;
          file_name?: string;
          files_removed_at?: string | null;
          finished_at?: string | null;
          groups?: string[];
          id?: string;
          labels?: string[];
          mapping?: NonNullable<Json>;
          organization_id?: string;
          policy?: string;
          reading?: NonNullable<Json>;
          report?: Json | null;
          rows_created?: number;
          rows_duplicate?: number;
          rows_failed?: number;
          rows_skipped?: number;
          rows_total?: number | null;
          rows_unchanged?: number;
          rows_updated?: number;
          started_at?: string | null;
          state?: string;
          storage_path?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_imports_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      contact_labels: {
        Row: {
          brand_id: string;
          contact_id: string;
          created_at: string;
          label_id: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          contact_id: string;
          created_at?: string;
          label_id: string;
          organization_id: string;
        };
        Update: {
          brand_id?: string;
          contact_id?: string;
          created_at?: string;
          label_id?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_labels_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'contact_labels_label_id_fkey';
            columns: ['label_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'labels';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      contact_merges: {
        Row: {
          brand_id: string;
          contact_id: string;
          created_at: string;
          id: string;
          merged_contact_id: string;
          organization_id: string;
          reason: string;
          undone_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          contact_id: string;
          created_at?: string;
          id?: string;
          merged_contact_id: string;
          organization_id: string;
          reason: string;
          undone_at?: string | null;
        };
        Update: {
          brand_id?: string;
          contact_id?: string;
          created_at?: string;
          id?: string;
          merged_contact_id?: string;
          organization_id?: string;
          reason?: string;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'contact_merges_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'contact_merges_merged_contact_id_fkey';
            columns: ['merged_contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      contacts: {
        Row: {
          attributes: NonNullable<Json>;
          brand_id: string;
          bsuid: string | null;
          created_at: string;
          deleted_at: string | null;
          id: string;
          ids_changed_at: string | null;
          last_inbound_at: string | null;
          locale: string | null;
          merged_into: string | null;
          name: string | null;
          organization_id: string;
          phone: string | null;
          profile_name: string | null;
          profile_name_at: string | null;
          source: string;
          updated_at: string;
          username: string | null;
        };
        ComputedFields: never;
        Insert: {
          attributes?: NonNullable<Json>;
          brand_id: string;
          bsuid?: string | null;
          created_at?: string;
          deleted_at?: string | null;
          id?: string;
          ids_changed_at?: string | null;
          last_inbound_at?: string | null;
          locale?: string | null;
          merged_into?: string | null;
          name?: string | null;
          organization_id: string;
          phone?: string | null;
          profile_name?: string | null;
          profile_name_at?: string | null;
          source?: string;
          updated_at?: string;
          username?: string | null;
        };
        Update: {
          attributes?: NonNullable<Json>;
          brand_id?: string;
          bsuid?: string | null;
          created_at?: string;
          deleted_at?: string | null;
          id?: string;
          ids_changed_at?: string | null;
          last_inbound_at?: string | null;
          locale?: string | null;
          merged_into?: string | null;
          name?: string | null;
          organization_id?: string;
          phone?: string | null;
          profile_name?: string | null;
          profile_name_at?: string | null;
          source?: string;
          updated_at?: string;
          username?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'contacts_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
          {
            foreignKeyName: 'contacts_merged_into_fkey';
            columns: ['merged_into', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      conversation_labels: {
        Row: {
          brand_id: string;
          conversation_id: string;
          created_at: string;
          label_id: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          conversation_id: string;
          created_at?: string;
          label_id: string;
          organization_id: string;
        };
        Update: {
          brand_id?: string;
          conversation_id?: string;
          created_at?: string;
          label_id?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'conversation_labels_conversation_id_fkey';
            columns: ['conversation_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'conversations';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'conversation_labels_label_id_fkey';
            columns: ['label_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'labels';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      conversation_notes: {
        Row: {
          author_id: string | null;
          body: string;
          brand_id: string;
          conversation_id: string;
          created_at: string;
          id: string;
          mentions: string[];
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          author_id?: string | null;
          body: string;
          brand_id: string;
          conversation_id: string;
          created_at?: string;
          id?: string;
          mentions?: string[];
          organization_id: string;
        };
        Update: {
          author_id?: string | null;
          body?: string;
          brand_id?: string;
          conversation_id?: string;
          created_at?: string;
          id?: string;
          mentions?: string[];
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'conversation_notes_author_id_fkey';
            columns: ['author_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'members';
            referencedColumns: ['id', 'organization_id'];
          },
          {
            foreignKeyName: 'conversation_notes_conversation_id_fkey';
            columns: ['conversation_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'conversations';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      conversations: {
        Row: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          assigned_at?: string | null;
          assigned_to?: string | null;
          away_sent_at?: string | null;
          brand_id: string;
          closed_at?: string | null;
          contact_id: string;
          created_at?: string;
          id?: string;
          last_inbound_at?: string | null;
          last_inbound_wamid?: string | null;
          last_message_at?: string | null;
          last_message_direction?: string | null;
          last_message_id?: string | null;
          last_message_preview?: string | null;
          opened_at?: string;
          opening?: number;
          organization_id: string;
          snoozed_until?: string | null;
          status?: string;
          unread_count?: number;
          whatsapp_account_id: string;
          window_expires_at?: string | null;
        };
        Update: {
          assigned_at?: string | null;
          assigned_to?: string | null;
          away_sent_at?: string | null;
          brand_id?: string;
          closed_at?: string | null;
          contact_id?: string;
          created_at?: string;
          id?: string;
          last_inbound_at?: string | null;
          last_inbound_wamid?: string | null;
          last_message_at?: string | null;
          last_message_direction?: string | null;
          last_message_id?: string | null;
          last_message_preview?: string | null;
          opened_at?: string;
          opening?: number;
          organization_id?: string;
          snoozed_until?: string | null;
          status?: string;
          unread_count?: number;
          whatsapp_account_id?: string;
          window_expires_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'conversations_assigned_to_fkey';
            columns: ['assigned_to', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'members';
            referencedColumns: ['id', 'organization_id'];
          },
          {
            foreignKeyName: 'conversations_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'conversations_whatsapp_account_id_fkey';
            columns: ['whatsapp_account_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'whatsapp_accounts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      data_requests: {
        Row: {
          brand_id: string;
          completed_at: string | null;
          contact_id: string;
          created_at: string;
          error: string | null;
          file_path: string | null;
          id: string;
          kind: string;
          organization_id: string;
          receipt: Json | null;
          requested_by: string | null;
          status: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          completed_at?: string | null;
          contact_id: string;
          created_at?: string;
          error?: string | null;
          file_path?: string | null;
          id?: string;
          kind: string;
          organization_id: string;
          receipt?: Json | null;
          requested_by?: string | null;
          status?: string;
        };
        Update: {
          brand_id?: string;
          completed_at?: string | null;
          contact_id?: string;
          created_at?: string;
          error?: string | null;
          file_path?: string | null;
          id?: string;
          kind?: string;
          organization_id?: string;
          receipt?: Json | null;
          requested_by?: string | null;
          status?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'data_requests_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      exports: {
        Row: {
          brand_id: string;
          created_at: string;
          created_by: string;
          expires_at: string | null;
          failure_code: string | null;
          failure_message: string | null;
          finished_at: string | null;
          format: string;
          id: string;
          kind: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          row_count: number | null;
          started_at: string | null;
          state: string;
          storage_path: string | null;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          created_by?: string;
          expires_at?: string | null;
          failure_code?: string | null;
          failure_message?: string | null;
          finished_at?: string | null;
          format: string;
          id?: string;
          kind: string;
          organization_id: string;
          parameters?: NonNullable<Json>;
          row_count?: number | null;
          started_at?: string | null;
          state?: string;
          storage_path?: string | null;
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          created_by?: string;
          expires_at?: string | null;
          failure_code?: string | null;
          failure_message?: string | null;
          finished_at?: string | null;
          format?: string;
          id?: string;
          kind?: string;
          organization_id?: string;
          parameters?: NonNullable<Json>;
          row_count?: number | null;
          started_at?: string | null;
          state?: string;
          storage_path?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'exports_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      feature_flag_overrides: {
        Row: {
          brand_id: string | null;
          created_at: string;
          enabled: boolean;
          flag_key: string;
          id: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id?: string | null;
          created_at?: string;
          enabled: boolean;
          flag_key: string;
          id?: string;
          organization_id: string;
        };
        Update: {
          brand_id?: string | null;
          created_at?: string;
          enabled?: boolean;
          flag_key?: string;
          id?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'feature_flag_overrides_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
          {
            foreignKeyName: 'feature_flag_overrides_flag_key_fkey';
            columns: ['flag_key'];
            isOneToOne: false;
            referencedRelation: 'feature_flags';
            referencedColumns: ['key'];
          },
          {
            foreignKeyName: 'feature_flag_overrides_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      feature_flags: {
        Row: {
          created_at: string;
          description: string;
          enabled: boolean;
          key: string;
          rollout_percent: number;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          description: string;
          enabled?: boolean;
          key: string;
          rollout_percent?: number;
        };
        Update: {
          created_at?: string;
          description?: string;
          enabled?: boolean;
          key?: string;
          rollout_percent?: number;
        };
        Relationships: [];
      };
      gate_decisions: {
        Row: {
          actor_id: string | null;
          created_at: string;
          decision: string;
          feature: string | null;
          id: string;
          limit_value: number | null;
          metric: string | null;
          mode: string;
          organization_id: string;
          requested: number | null;
          slug: string;
          used: number | null;
        };
        ComputedFields: never;
        Insert: {
          actor_id?: string | null;
          created_at?: string;
          decision: string;
          feature?: string | null;
          id?: string;
          limit_value?: number | null;
          metric?: string | null;
          mode: string;
          organization_id: string;
          requested?: number | null;
          slug: string;
          used?: number | null;
        };
        Update: {
          actor_id?: string | null;
          created_at?: string;
          decision?: string;
          feature?: string | null;
          id?: string;
          limit_value?: number | null;
          metric?: string | null;
          mode?: string;
          organization_id?: string;
          requested?: number | null;
          slug?: string;
          used?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: 'gate_decisions_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      group_contacts: {
        Row: {
          brand_id: string;
          contact_id: string;
          created_at: string;
          group_id: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          contact_id: string;
          created_at?: string;
          group_id: string;
          organization_id: string;
        };
        Update: {
          brand_id?: string;
          contact_id?: string;
          created_at?: string;
          group_id?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'group_contacts_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
          {
            foreignKeyName: 'group_contacts_group_id_fkey';
            columns: ['group_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'groups';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      groups: {
        Row: {
          brand_id: string;
          created_at: string;
          description: string | null;
          id: string;
          name: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          description?: string | null;
          id?: string;
          name: string;
          organization_id: string;
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          description?: string | null;
          id?: string;
          name?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'groups_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      invitations: {
        Row: {
          accepted_at: string | null;
          all_brands: boolean;
          brand_ids: string[];
          created_at: string;
          email: string;
          expires_at: string;
          id: string;
          invited_by: string | null;
          mail_error: string | null;
          mail_is_due: boolean;
          mailed_at: string | null;
          organization_id: string;
          revoked_at: string | null;
          role_key: string;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          all_brands?: boolean;
          brand_ids?: string[];
          created_at?: string;
          email: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          mail_error?: string | null;
          mail_is_due?: boolean;
          mailed_at?: string | null;
          organization_id: string;
          revoked_at?: string | null;
          role_key: string;
        };
        Update: {
          accepted_at?: string | null;
          all_brands?: boolean;
          brand_ids?: string[];
          created_at?: string;
          email?: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          mail_error?: string | null;
          mail_is_due?: boolean;
          mailed_at?: string | null;
          organization_id?: string;
          revoked_at?: string | null;
          role_key?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'invitations_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      labels: {
        Row: {
          brand_id: string;
          color: string;
          created_at: string;
          id: string;
          name: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          color?: string;
          created_at?: string;
          id?: string;
          name: string;
          organization_id: string;
        };
        Update: {
          brand_id?: string;
          color?: string;
          created_at?: string;
          id?: string;
          name?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'labels_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      member_brands: {
        Row: {
          brand_id: string;
          created_at: string;
          member_id: string;
          organization_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          member_id: string;
          organization_id: string;
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          member_id?: string;
          organization_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'member_brands_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
          {
            foreignKeyName: 'member_brands_member_id_fkey';
            columns: ['member_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'members';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      members: {
        Row: {
          all_brands: boolean;
          availability: string;
          created_at: string;
          id: string;
          organization_id: string;
          role_key: string;
          status: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          all_brands?: boolean;
          availability?: string;
          created_at?: string;
          id?: string;
          organization_id: string;
          role_key: string;
          status?: string;
          user_id: string;
        };
        Update: {
          all_brands?: boolean;
          availability?: string;
          created_at?: string;
          id?: string;
          organization_id?: string;
          role_key?: string;
          status?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'members_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      message_media: {
        Row: {
          attempts: number;
          brand_id: string;
          claimed_by: string | null;
          created_at: string;
          direction: string;
          due_at: string;
          error: string | null;
          filename: string | null;
          id: string;
          kind: string;
          media_id: string | null;
          message_id: string;
          mime_type: string | null;
          organization_id: string;
          sha256: string | null;
          size: number | null;
          state: string;
          storage_path: string | null;
          whatsapp_account_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number;
          brand_id: string;
          claimed_by?: string | null;
          created_at?: string;
          direction: string;
          due_at?: string;
          error?: string | null;
          filename?: string | null;
          id?: string;
          kind: string;
          media_id?: string | null;
          message_id: string;
          mime_type?: string | null;
          organization_id: string;
          sha256?: string | null;
          size?: number | null;
          state?: string;
          storage_path?: string | null;
          whatsapp_account_id: string;
        };
        Update: {
          attempts?: number;
          brand_id?: string;
          claimed_by?: string | null;
          created_at?: string;
          direction?: string;
          due_at?: string;
          error?: string | null;
          filename?: string | null;
          id?: string;
          kind?: string;
          media_id?: string | null;
          message_id?: string;
          mime_type?: string | null;
          organization_id?: string;
          sha256?: string | null;
          size?: number | null;
          state?: string;
          storage_path?: string | null;
          whatsapp_account_id?: string;
        };
        Relationships: [];
      };
      message_rates: {
        Row: {
          authentication: number;
          country: string;
          currency: string;
          is_example: boolean;
          marketing: number;
          name: string;
          prefixes: string[];
          utility: number;
        };
        ComputedFields: never;
        Insert: {
          authentication: number;
          country: string;
          currency?: string;
          is_example?: boolean;
          marketing: number;
          name: string;
          prefixes: string[];
          utility: number;
        };
        Update: {
          authentication?: number;
          country?: string;
          currency?: string;
          is_example?: boolean;
          marketing?: number;
          name?: string;
          prefixes?: string[];
          utility?: number;
        };
        Relationships: [];
      };
      messages: {
        Row: {
          accepted_at: string | null;
          attempts: number;
          body: string | null;
          brand_id: string;
          campaign_id: string | null;
          client_message_id: string | null;
          contact_id: string;
          content: NonNullable<Json>;
          context_wamid: string | null;
          conversation_id: string | null;
          created_at: string;
          delivered_at: string | null;
          direction: string;
          edited_at: string | null;
          error_class: string | null;
          error_code: number | null;
          error_message: string | null;
          failed_at: string | null;
          group_id: string | null;
          id: string;
          is_held: boolean;
          occurred_at: string;
          organization_id: string;
          original: Json | null;
          price: Json | null;
          reactions: NonNullable<Json>;
          read_at: string | null;
          retried_as: string | null;
          revoked_at: string | null;
          sender_id: string | null;
          sent_at: string | null;
          status: string;
          type: string;
          wamid: string | null;
          whatsapp_account_id: string;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          attempts?: number;
          body?: string | null;
          brand_id: string;
          campaign_id?: string | null;
          client_message_id?: string | null;
          contact_id: string;
          content?: NonNullable<Json>;
          context_wamid?: string | null;
          conversation_id?: string | null;
          created_at?: string;
          delivered_at?: string | null;
          direction: string;
          edited_at?: string | null;
          error_class?: string | null;
          error_code?: number | null;
          error_message?: string | null;
          failed_at?: string | null;
          group_id?: string | null;
          id?: string;
          is_held?: boolean;
          occurred_at?: string;
          organization_id: string;
          original?: Json | null;
          price?: Json | null;
          reactions?: NonNullable<Json>;
          read_at?: string | null;
          retried_as?: string | null;
          revoked_at?: string | null;
          sender_id?: string | null;
          sent_at?: string | null;
          status: string;
          type: string;
          wamid?: string | null;
          whatsapp_account_id: string;
        };
        Update: {
          accepted_at?: string | null;
          attempts?: number;
          body?: string | null;
          brand_id?: string;
          campaign_id?: string | null;
          client_message_id?: string | null;
          contact_id?: string;
          content?: NonNullable<Json>;
          context_wamid?: string | null;
          conversation_id?: string | null;
          created_at?: string;
          delivered_at?: string | null;
          direction?: string;
          edited_at?: string | null;
          error_class?: string | null;
          error_code?: number | null;
          error_message?: string | null;
          failed_at?: string | null;
          group_id?: string | null;
          id?: string;
          is_held?: boolean;
          occurred_at?: string;
          organization_id?: string;
          original?: Json | null;
          price?: Json | null;
          reactions?: NonNullable<Json>;
          read_at?: string | null;
          retried_as?: string | null;
          revoked_at?: string | null;
          sender_id?: string | null;
          sent_at?: string | null;
          status?: string;
          type?: string;
          wamid?: string | null;
          whatsapp_account_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'messages_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      organizations: {
        Row: {
          created_at: string;
          id: string;
          locale: string;
          logo_url: string | null;
          name: string;
          sending_paused_reason: string | null;
          slug: string;
          status: string;
          theme_color: string | null;
          theme_name: string | null;
          theme_text_color: string | null;
          timezone: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          locale?: string;
          logo_url?: string | null;
          name: string;
          sending_paused_reason?: string | null;
          slug: string;
          status?: string;
          theme_color?: string | null;
          theme_name?: string | null;
          theme_text_color?: string | null;
          timezone?: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          id?: string;
          locale?: string;
          logo_url?: string | null;
          name?: string;
          sending_paused_reason?: string | null;
          slug?: string;
          status?: string;
          theme_color?: string | null;
          theme_name?: string | null;
          theme_text_color?: string | null;
          timezone?: string;
          updated_at?: string;
        };
        Relationships: [];
      };
      plan_requests: {
        Row: {
          answer: string | null;
          answered_at: string | null;
          created_at: string;
          id: string;
          note: string | null;
          organization_id: string;
          plan_key: string;
          requested_by: string | null;
          status: string;
        };
        ComputedFields: never;
        Insert: {
          answer?: string | null;
          answered_at?: string | null;
          created_at?: string;
          id?: string;
          note?: string | null;
          organization_id: string;
          plan_key: string;
          requested_by?: string | null;
          status?: string;
        };
        Update: {
          answer?: string | null;
          answered_at?: string | null;
          created_at?: string;
          id?: string;
          note?: string | null;
          organization_id?: string;
          plan_key?: string;
          requested_by?: string | null;
          status?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'plan_requests_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'plan_requests_plan_key_fkey';
            columns: ['plan_key'];
            isOneToOne: false;
            referencedRelation: 'plans';
            referencedColumns: ['key'];
          },
        ];
      };
      plans: {
        Row: {
          created_at: string;
          features: NonNullable<Json>;
          key: string;
          limits: NonNullable<Json>;
          name: string;
          prices: NonNullable<Json>;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          features?: NonNullable<Json>;
          key: string;
          limits?: NonNullable<Json>;
          name: string;
          prices?: NonNullable<Json>;
        };
        Update: {
          created_at?: string;
          features?: NonNullable<Json>;
          key?: string;
          limits?: NonNullable<Json>;
          name?: string;
          prices?: NonNullable<Json>;
        };
        Relationships: [];
      };
      retention_settings: {
        Row: {
          audit_days: number | null;
          created_at: string;
          export_file_days: number | null;
          import_file_days: number | null;
          message_days: number | null;
          organization_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          audit_days?: number | null;
          created_at?: string;
          export_file_days?: number | null;
          import_file_days?: number | null;
          message_days?: number | null;
          organization_id: string;
          updated_at?: string;
        };
        Update: {
          audit_days?: number | null;
          created_at?: string;
          export_file_days?: number | null;
          import_file_days?: number | null;
          message_days?: number | null;
          organization_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'retention_settings_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: true;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      roles: {
        Row: {
          created_at: string;
          id: string;
          key: string;
          name: string | null;
          organization_id: string | null;
          permissions: string[];
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          key: string;
          name?: string | null;
          organization_id?: string | null;
          permissions: string[];
        };
        Update: {
          created_at?: string;
          id?: string;
          key?: string;
          name?: string | null;
          organization_id?: string | null;
          permissions?: string[];
        };
        Relationships: [
          {
            foreignKeyName: 'roles_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      routing_settings: {
        Row: {
          brand_id: string;
          created_at: string;
          max_open: number | null;
          mode: string;
          organization_id: string;
          role_keys: string[];
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          max_open?: number | null;
          mode?: string;
          organization_id: string;
          role_keys?: string[];
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          max_open?: number | null;
          mode?: string;
          organization_id?: string;
          role_keys?: string[];
        };
        Relationships: [
          {
            foreignKeyName: 'routing_settings_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      segments: {
        Row: {
          brand_id: string;
          created_at: string;
          definition: NonNullable<Json>;
          id: string;
          name: string;
          organization_id: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          created_at?: string;
          definition: NonNullable<Json>;
          id?: string;
          name: string;
          organization_id: string;
          updated_at?: string;
        };
        Update: {
          brand_id?: string;
          created_at?: string;
          definition?: NonNullable<Json>;
          id?: string;
          name?: string;
          organization_id?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'segments_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      sla_policies: {
        Row: {
          brand_id: string;
          counts: string;
          created_at: string;
          first_response_minutes: number | null;
          organization_id: string;
          resolution_minutes: number | null;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          counts?: string;
          created_at?: string;
          first_response_minutes?: number | null;
          organization_id: string;
          resolution_minutes?: number | null;
        };
        Update: {
          brand_id?: string;
          counts?: string;
          created_at?: string;
          first_response_minutes?: number | null;
          organization_id?: string;
          resolution_minutes?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: 'sla_policies_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      sla_timers: {
        Row: {
          brand_id: string;
          breached_at: string | null;
          conversation_id: string;
          created_at: string;
          due_at: string | null;
          ended_at: string | null;
          kind: string;
          opening: number;
          organization_id: string;
          started_at: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          breached_at?: string | null;
          conversation_id: string;
          created_at?: string;
          due_at?: string | null;
          ended_at?: string | null;
          kind: string;
          opening: number;
          organization_id: string;
          started_at: string;
        };
        Update: {
          brand_id?: string;
          breached_at?: string | null;
          conversation_id?: string;
          created_at?: string;
          due_at?: string | null;
          ended_at?: string | null;
          kind?: string;
          opening?: number;
          organization_id?: string;
          started_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'sla_timers_conversation_id_fkey';
            columns: ['conversation_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'conversations';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
      subscriptions: {
        Row: {
          cancel_at_period_end: boolean;
          created_at: string;
          current_period_end: string | null;
          feature_overrides: NonNullable<Json>;
          grace_ends_at: string | null;
          limit_overrides: NonNullable<Json>;
          mode: string;
          organization_id: string;
          overage: NonNullable<Json>;
          plan_key: string;
          price: Json | null;
          status: string;
          trial_ends_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          cancel_at_period_end?: boolean;
          created_at?: string;
          current_period_end?: string | null;
          feature_overrides?: NonNullable<Json>;
          grace_ends_at?: string | null;
          limit_overrides?: NonNullable<Json>;
          mode?: string;
          organization_id: string;
          overage?: NonNullable<Json>;
          plan_key: string;
          price?: Json | null;
          status?: string;
          trial_ends_at?: string | null;
        };
        Update: {
          cancel_at_period_end?: boolean;
          created_at?: string;
          current_period_end?: string | null;
          feature_overrides?: NonNullable<Json>;
          grace_ends_at?: string | null;
          limit_overrides?: NonNullable<Json>;
          mode?: string;
          organization_id?: string;
          overage?: NonNullable<Json>;
          plan_key?: string;
          price?: Json | null;
          status?: string;
          trial_ends_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'subscriptions_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: true;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'subscriptions_plan_key_fkey';
            columns: ['plan_key'];
            isOneToOne: false;
            referencedRelation: 'plans';
            referencedColumns: ['key'];
          },
        ];
      };
      templates: {
        Row: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          delete_requested_at: string | null;
          draft: Json | null;
          id: string;
          language: string;
          message_send_ttl_seconds: number | null;
          meta_status: string | null;
          meta_template_id: string | null;
          name: string;
          organization_id: string;
          parameter_format: string;
          quality: string | null;
          rejection_reason: string | null;
          requested_by: string | null;
          review_reason: string | null;
          review_status: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          submission: string;
          submission_error: string | null;
          updated_at: string;
          waba_id: string;
        };
        ComputedFields: never;
        Insert: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at?: string;
          created_by?: string | null;
          delete_requested_at?: string | null;
          draft?: Json | null;
          id?: string;
          language: string;
          message_send_ttl_seconds?: number | null;
          meta_status?: string | null;
          meta_template_id?: string | null;
          name: string;
          organization_id: string;
          parameter_format?: string;
          quality?: string | null;
          rejection_reason?: string | null;
          requested_by?: string | null;
          review_reason?: string | null;
          review_status?: string;
          reviewed_at?: string | null;
          reviewed_by?: string | null;
          submission?: string;
          submission_error?: string | null;
          updated_at?: string;
          waba_id: string;
        };
        Update: {
          brand_id?: string;
          category?: string;
          components?: NonNullable<Json>;
          created_at?: string;
          created_by?: string | null;
          delete_requested_at?: string | null;
          draft?: Json | null;
          id?: string;
          language?: string;
          message_send_ttl_seconds?: number | null;
          meta_status?: string | null;
          meta_template_id?: string | null;
          name?: string;
          organization_id?: string;
          parameter_format?: string;
          quality?: string | null;
          rejection_reason?: string | null;
          requested_by?: string | null;
          review_reason?: string | null;
          review_status?: string;
          reviewed_at?: string | null;
          reviewed_by?: string | null;
          submission?: string;
          submission_error?: string | null;
          updated_at?: string;
          waba_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'templates_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
      usage_counters: {
        Row: {
          allotted: number;
          hard_limit: number;
          limit_value: number;
          metric: string;
          organization_id: string;
          period: string;
          period_start: string;
          reserved: number;
          slot: number;
          used: number;
        };
        ComputedFields: never;
        Insert: {
          allotted?: number;
          hard_limit?: number;
          limit_value?: number;
          metric: string;
          organization_id: string;
          period: string;
          period_start: string;
          reserved?: number;
          slot: number;
          used?: number;
        };
        Update: {
          allotted?: number;
          hard_limit?: number;
          limit_value?: number;
          metric?: string;
          organization_id?: string;
          period?: string;
          period_start?: string;
          reserved?: number;
          slot?: number;
          used?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'usage_counters_organization_id_fkey';
            columns: ['organization_id'];
            isOneToOne: false;
            referencedRelation: 'organizations';
            referencedColumns: ['id'];
          },
        ];
      };
      whatsapp_accounts: {
        Row: {
          account_name: string;
          brand_id: string;
          connection_status: string;
          created_at: string;
          id: string;
          is_paused: boolean;
          messaging_tier: string | null;
          meta_holds: NonNullable<Json>;
          organization_id: string;
          pause_reason: string | null;
          paused_by: string | null;
          phone_number: string;
          phone_number_id: string;
          provider: string;
          quality_rating: string;
          resumed_at: string | null;
          throughput_mps: number;
          username: string | null;
          verified_name: string | null;
          waba_id: string;
        };
        ComputedFields: never;
        Insert: {
          account_name: string;
          brand_id: string;
          connection_status?: string;
          created_at?: string;
          id?: string;
          is_paused?: boolean;
          messaging_tier?: string | null;
          meta_holds?: NonNullable<Json>;
          organization_id: string;
          pause_reason?: string | null;
          paused_by?: string | null;
          phone_number: string;
          phone_number_id: string;
          provider?: string;
          quality_rating?: string;
          resumed_at?: string | null;
          throughput_mps?: number;
          username?: string | null;
          verified_name?: string | null;
          waba_id: string;
        };
        Update: {
          account_name?: string;
          brand_id?: string;
          connection_status?: string;
          created_at?: string;
          id?: string;
          is_paused?: boolean;
          messaging_tier?: string | null;
          meta_holds?: NonNullable<Json>;
          organization_id?: string;
          pause_reason?: string | null;
          paused_by?: string | null;
          phone_number?: string;
          phone_number_id?: string;
          provider?: string;
          quality_rating?: string;
          resumed_at?: string | null;
          throughput_mps?: number;
          username?: string | null;
          verified_name?: string | null;
          waba_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'whatsapp_accounts_brand_id_fkey';
            columns: ['brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'brands';
            referencedColumns: ['id', 'organization_id'];
          },
        ];
      };
    };
    Views: {
      campaign_messages: {
        Row: {
          attempts: number | null;
          brand_id: string;
          campaign_id: string;
          contact_id: string;
          delivered_at: string | null;
          error_class: string | null;
          error_code: number | null;
          error_message: string | null;
          failed_at: string | null;
          id: string;
          is_held: boolean | null;
          message_id: string | null;
          organization_id: string;
          position: number;
          price: Json | null;
          read_at: string | null;
          sent_at: string | null;
          skip_reason: string | null;
          status: string | null;
          wamid: string | null;
        };
        ComputedFields: never;
        Relationships: [];
      };
      campaign_stats: {
        Row: {
          accepted: number | null;
          audience: number | null;
          brand_id: string;
          campaign_id: string;
          canceled: number | null;
          delivered: number | null;
          eta_seconds: number | null;
          failed: number | null;
          held: number | null;
          organization_id: string;
          queued: number | null;
          rate: number | null;
          read: number | null;
          sent: number | null;
          skipped: number | null;
          status: string;
          unknown: number | null;
        };
        ComputedFields: never;
        Relationships: [];
      };
      dead_letters: {
        Row: {
          attempts: number;
          body: string | null;
          brand_id: string;
          campaign_id: string | null;
          contact_id: string;
          conversation_id: string | null;
          error_class: string | null;
          error_code: number | null;
          error_message: string | null;
          failed_at: string | null;
          message_id: string;
          organization_id: string;
          type: string;
          whatsapp_account_id: string;
        };
        ComputedFields: never;
        Insert: {
          attempts?: number | null;
          body?: string | null;
          brand_id?: string | null;
          campaign_id?: string | null;
          contact_id?: string | null;
          conversation_id?: string | null;
          error_class?: string | null;
          error_code?: number | null;
          error_message?: string | null;
          failed_at?: string | null;
          message_id?: string | null;
          organization_id?: string | null;
          type?: string | null;
          whatsapp_account_id?: string | null;
        };
        Update: {
          attempts?: number | null;
          body?: string | null;
          brand_id?: string | null;
          campaign_id?: string | null;
          contact_id?: string | null;
          conversation_id?: string | null;
          error_class?: string | null;
          error_code?: number | null;
          error_message?: string | null;
          failed_at?: string | null;
          message_id?: string | null;
          organization_id?: string | null;
          type?: string | null;
          whatsapp_account_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'messages_contact_id_fkey';
            columns: ['contact_id', 'brand_id', 'organization_id'];
            isOneToOne: false;
            referencedRelation: 'contacts';
            referencedColumns: ['id', 'brand_id', 'organization_id'];
          },
        ];
      };
    };
    Functions: {
      accept_invitation: { Args: { token: string }; Returns: Json };
      add_note: {
        Args: { body: string; conversation_id: string; mentions?: string[] };
        Returns: {
          author_id: string | null;
          body: string;
          brand_id: string;
          conversation_id: string;
          created_at: string;
          id: string;
          mentions: string[];
          organization_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'conversation_notes';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      analyse_import: {
        Args: { import_id: string; reading?: Json };
        Returns: {
          analysis: Json | null;
          announced_at: string;
          brand_id: string;
          consent_category: string | null;
          consent_source: string | null;
          created_at: string;
          created_by: string;
          cursor_row: number;
          date_format: string;
          default_country: string | null;
          errors_path: string | null;
          failure_code: string | null;
          failure_message: string | null;
          file_name: string;
          files_removed_at: string | null;
          finished_at: string | null;
          groups: string[];
          id: string;
          labels: string[];
          mapping: NonNullable<Json>;
          organization_id: string;
          policy: string;
          reading: NonNullable<Json>;
          report: Json | null;
          rows_created: number;
          rows_duplicate: number;
          rows_failed: number;
          rows_skipped: number;
          rows_total: number | null;
          rows_unchanged: number;
          rows_updated: number;
          started_at: string | null;
          state: string;
          storage_path: string;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_imports';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      approve_template: {
        Args: { template_id: string };
        Returns: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          delete_requested_at: string | null;
          draft: Json | null;
          id: string;
          language: string;
          message_send_ttl_seconds: number | null;
          meta_status: string | null;
          meta_template_id: string | null;
          name: string;
          organization_id: string;
          parameter_format: string;
          quality: string | null;
          rejection_reason: string | null;
          requested_by: string | null;
          review_reason: string | null;
          review_status: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          submission: string;
          submission_error: string | null;
          updated_at: string;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'templates';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      assign_conversation: {
        Args: { conversation_id: string; member_id?: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      campaign_failures: {
        Args: { campaign_id: string };
        Returns: {
          can_retry: boolean;
          error_code: number;
          example: string;
          kind: string;
          messages: number;
          reason: string;
        }[];
      };
      campaign_shares: {
        Args: { campaign_id: string };
        Returns: {
          accepted: number;
          account_name: string;
          delivered: number;
          failed: number;
          handed_over: number;
          is_sending: boolean;
          pause_reason: string;
          read: number;
          recipients: number;
          sent: number;
          waiting: number;
          whatsapp_account_id: string;
        }[];
      };
      cancel_campaign: {
        Args: { campaign_id: string };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      cancel_contact_change: {
        Args: { contact_change_id: string };
        Returns: {
          add_groups: string[];
          add_labels: string[];
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          done: number;
          error: string | null;
          expected: number;
          filter: Json | null;
          id: string;
          is_deletion: boolean;
          next: string | null;
          organization_id: string;
          remove_groups: string[];
          remove_labels: string[];
          status: string;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_changes';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      cancel_import: {
        Args: { import_id: string };
        Returns: {
          analysis: Json | null;
          announced_at: string;
          brand_id: string;
          consent_category: string | null;
          consent_source: string | null;
          created_at: string;
          created_by: string;
          cursor_row: number;
          date_format: string;
          default_country: string | null;
          errors_path: string | null;
          failure_code: string | null;
          failure_message: string | null;
          file_name: string;
          files_removed_at: string | null;
          finished_at: string | null;
          groups: string[];
          id: string;
          labels: string[];
          mapping: NonNullable<Json>;
          organization_id: string;
          policy: string;
          reading: NonNullable<Json>;
          report: Json | null;
          rows_created: number;
          rows_duplicate: number;
          rows_failed: number;
          rows_skipped: number;
          rows_total: number | null;
          rows_unchanged: number;
          rows_updated: number;
          started_at: string | null;
          state: string;
          storage_path: string;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_imports';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      change_contacts: {
        Args: { brand_id: string; change: Json; selection: Json };
        Returns: {
          add_groups: string[];
          add_labels: string[];
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          done: number;
          error: string | null;
          expected: number;
          filter: Json | null;
          id: string;
          is_deletion: boolean;
          next: string | null;
          organization_id: string;
          remove_groups: string[];
          remove_labels: string[];
          status: string;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_changes';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      change_member: {
        Args: {
          all_brands?: boolean;
          brand_ids?: string[];
          member_id: string;
          role_key?: string;
          status?: string;
        };
        Returns: {
          all_brands: boolean;
          availability: string;
          created_at: string;
          id: string;
          organization_id: string;
          role_key: string;
          status: string;
          user_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'members';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      change_plan: {
        Args: { organization_id: string; plan_key: string };
        Returns: {
          cancel_at_period_end: boolean;
          created_at: string;
          current_period_end: string | null;
          feature_overrides: NonNullable<Json>;
          grace_ends_at: string | null;
          limit_overrides: NonNullable<Json>;
          mode: string;
          organization_id: string;
          overage: NonNullable<Json>;
          plan_key: string;
          price: Json | null;
          status: string;
          trial_ends_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'subscriptions';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      check_limit: { Args: { metric: string; n?: number; organization_id?: string }; Returns: Json };
      check_permission: { Args: { brand_id?: string; permission: string }; Returns: boolean };
      check_plan: { Args: { feature: string; organization_id?: string }; Returns: Json };
      close_conversation: {
        Args: { conversation_id: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      count_contacts: { Args: { brand_id: string; filter?: Json }; Returns: Json };
      create_import: {
        Args: { brand_id: string; file_name: string };
        Returns: {
          analysis: Json | null;
          announced_at: string;
          brand_id: string;
          consent_category: string | null;
          consent_source: string | null;
          created_at: string;
          created_by: string;
          cursor_row: number;
          date_format: string;
          default_country: string | null;
          errors_path: string | null;
          failure_code: string | null;
          failure_message: string | null;
          file_name: string;
          files_removed_at: string | null;
          finished_at: string | null;
          groups: string[];
          id: string;
          labels: string[];
          mapping: NonNullable<Json>;
          organization_id: string;
          policy: string;
          reading: NonNullable<Json>;
          report: Json | null;
          rows_created: number;
          rows_duplicate: number;
          rows_failed: number;
          rows_skipped: number;
          rows_total: number | null;
          rows_unchanged: number;
          rows_updated: number;
          started_at: string | null;
          state: string;
          storage_path: string;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_imports';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      create_organization: { Args: { name: string; slug?: string }; Returns: Json };
      delete_contacts: { Args: { brand_id: string; contact_ids: string[] }; Returns: number };
      delete_template: { Args: { template_id: string }; Returns: boolean };
      deleted_contacts: {
        Args: { before?: string; brand_id: string; page_size?: number };
        Returns: {
          attributes: NonNullable<Json>;
          brand_id: string;
          bsuid: string | null;
          created_at: string;
          deleted_at: string | null;
          id: string;
          ids_changed_at: string | null;
          last_inbound_at: string | null;
          locale: string | null;
          merged_into: string | null;
          name: string | null;
          organization_id: string;
          phone: string | null;
          profile_name: string | null;
          profile_name_at: string | null;
          source: string;
          updated_at: string;
          username: string | null;
        }[];
        SetofOptions: {
          from: '*';
          to: 'contacts';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      duplicate_campaign: {
        Args: { campaign_id: string; name?: string };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      erase_contact: {
        Args: { contact_id: string };
        Returns: {
          brand_id: string;
          completed_at: string | null;
          contact_id: string;
          created_at: string;
          error: string | null;
          file_path: string | null;
          id: string;
          kind: string;
          organization_id: string;
          receipt: Json | null;
          requested_by: string | null;
          status: string;
        };
        SetofOptions: {
          from: '*';
          to: 'data_requests';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      export_audit_csv: { Args: { filters: Json }; Returns: string };
      find_message: { Args: { brand_id: string; wamid: string }; Returns: string };
      flag: { Args: { brand_id?: string; name: string }; Returns: boolean };
      heartbeat: {
        Args: Record<PropertyKey, never>;
        Returns: {
          all_brands: boolean;
          availability: string;
          created_at: string;
          id: string;
          organization_id: string;
          role_key: string;
          status: string;
          user_id: string;
        }[];
        SetofOptions: {
          from: '*';
          to: 'members';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      hold_conversation: {
        Args: { conversation_id: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      inbox_conversations: {
        Args: {
          assigned_to?: string;
          before_at?: string;
          before_id?: string;
          brand_id: string;
          ids?: string[];
          label_id?: string;
          most?: number;
          only_unassigned?: boolean;
          only_unread?: boolean;
          status?: string;
          whatsapp_account_id?: string;
        };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        }[];
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      inbox_position: { Args: { brand_id: string }; Returns: number };
      invite_member: {
        Args: { brand_ids?: string[]; email: string; organization_id: string; role_key: string };
        Returns: Json;
      };
      label_conversation: {
        Args: { add_ids?: string[]; conversation_id: string; remove_ids?: string[] };
        Returns: string[];
      };
      late_conversations: {
        Args: { brand_id: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        }[];
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      launch_campaign: {
        Args: { campaign_id: string };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      list_members: {
        Args: { organization_id: string };
        Returns: {
          all_brands: boolean;
          availability: string;
          brand_ids: string[];
          created_at: string;
          email: string;
          last_seen_at: string;
          member_id: string;
          name: string;
          role_key: string;
          status: string;
          user_id: string;
        }[];
      };
      mark_conversation_read: {
        Args: { conversation_id: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      member_permissions: { Args: { member_id: string }; Returns: Json };
      merge_contacts: {
        Args: { keep_id: string; merge_id: string };
        Returns: {
          brand_id: string;
          contact_id: string;
          created_at: string;
          id: string;
          merged_contact_id: string;
          organization_id: string;
          reason: string;
          undone_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_merges';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      move_campaign_share: {
        Args: { campaign_id: string; from_account_id: string; to_account_id: string };
        Returns: number;
      };
      my_context: { Args: Record<PropertyKey, never>; Returns: Json };
      opt_out: {
        Args: { categories?: string[]; contact_id: string; evidence?: Json };
        Returns: {
          at: string;
          brand_id: string;
          category: string;
          contact_id: string;
          created_at: string;
          organization_id: string;
          source: string;
          state: string;
          updated_at: string;
        }[];
        SetofOptions: {
          from: '*';
          to: 'consents';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      pause_campaign: {
        Args: { campaign_id: string };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      pause_sending: {
        Args: { brand_id?: string; organization_id?: string; reason?: string };
        Returns: string;
      };
      pause_whatsapp_account: {
        Args: { reason?: string; whatsapp_account_id: string };
        Returns: {
          account_name: string;
          brand_id: string;
          connection_status: string;
          created_at: string;
          id: string;
          is_paused: boolean;
          messaging_tier: string | null;
          meta_holds: NonNullable<Json>;
          organization_id: string;
          pause_reason: string | null;
          paused_by: string | null;
          phone_number: string;
          phone_number_id: string;
          provider: string;
          quality_rating: string;
          resumed_at: string | null;
          throughput_mps: number;
          username: string | null;
          verified_name: string | null;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'whatsapp_accounts';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      platform_answer_plan_request: {
        Args: { answer?: string; is_granted: boolean; plan_request_id: string };
        Returns: string;
      };
      platform_changes: {
        Args: { before_id?: string; page_size?: number };
        Returns: {
          action: string;
          actor_id: string;
          actor_kind: string;
          after: Json;
          at: string;
          before: Json;
          entity: string;
          entity_id: string;
          id: string;
          request_id: string;
        }[];
      };
      platform_health: { Args: Record<PropertyKey, never>; Returns: Json };
      platform_plan_requests: {
        Args: Record<PropertyKey, never>;
        Returns: {
          created_at: string;
          current_plan: string;
          id: string;
          note: string;
          organization_id: string;
          organization_name: string;
          plan_key: string;
        }[];
      };
      platform_reactivate_organization: { Args: { organization_id: string }; Returns: string };
      platform_set_sending: { Args: { reason: string }; Returns: string };
      platform_set_sending_limits: {
        Args: { organization_id: string; per_day?: number; per_hour?: number; per_minute?: number };
        Returns: undefined;
      };
      platform_suspend_organization: { Args: { organization_id: string }; Returns: string };
      platform_tenants: {
        Args: { after?: string; page_size?: number; search?: string };
        Returns: {
          brands: number;
          created_at: string;
          current_period_end: string;
          denials_today: number;
          members: number;
          mode: string;
          name: string;
          numbers: Json;
          organization_id: string;
          plan_key: string;
          queued_messages: number;
          slug: string;
          status: string;
          subscription_status: string;
          trial_ends_at: string;
          unknown_messages: number;
          usage: Json;
        }[];
      };
      platform_unrouted_numbers: {
        Args: Record<PropertyKey, never>;
        Returns: {
          events: number;
          first_received_at: string;
          items: number;
          last_received_at: string;
          meta_id: string;
        }[];
      };
      preflight_campaign: { Args: { campaign_id: string }; Returns: Json };
      recipient_timeline: { Args: { campaign_id: string; contact_id: string }; Returns: Json };
      record_consent: {
        Args: { at?: string; category: string; contact_id: string; evidence?: Json; state: string };
        Returns: {
          at: string;
          brand_id: string;
          category: string;
          contact_id: string;
          created_at: string;
          organization_id: string;
          source: string;
          state: string;
          updated_at: string;
        }[];
        SetofOptions: {
          from: '*';
          to: 'consents';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      reject_template: {
        Args: { reason: string; template_id: string };
        Returns: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          delete_requested_at: string | null;
          draft: Json | null;
          id: string;
          language: string;
          message_send_ttl_seconds: number | null;
          meta_status: string | null;
          meta_template_id: string | null;
          name: string;
          organization_id: string;
          parameter_format: string;
          quality: string | null;
          rejection_reason: string | null;
          requested_by: string | null;
          review_reason: string | null;
          review_status: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          submission: string;
          submission_error: string | null;
          updated_at: string;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'templates';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      remove_member: { Args: { member_id: string }; Returns: undefined };
      remove_note: { Args: { note_id: string }; Returns: undefined };
      render_canned_reply: { Args: { canned_reply_id: string; conversation_id: string }; Returns: string };
      reopen_conversation: {
        Args: { conversation_id: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      request_contact_export: {
        Args: { contact_id: string };
        Returns: {
          brand_id: string;
          completed_at: string | null;
          contact_id: string;
          created_at: string;
          error: string | null;
          file_path: string | null;
          id: string;
          kind: string;
          organization_id: string;
          receipt: Json | null;
          requested_by: string | null;
          status: string;
        };
        SetofOptions: {
          from: '*';
          to: 'data_requests';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      request_export: {
        Args: { brand_id: string; format?: string; kind: string; parameters?: Json };
        Returns: {
          brand_id: string;
          created_at: string;
          created_by: string;
          expires_at: string | null;
          failure_code: string | null;
          failure_message: string | null;
          finished_at: string | null;
          format: string;
          id: string;
          kind: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          row_count: number | null;
          started_at: string | null;
          state: string;
          storage_path: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'exports';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      request_plan: {
        Args: { note?: string; organization_id: string; plan_key: string };
        Returns: {
          answer: string | null;
          answered_at: string | null;
          created_at: string;
          id: string;
          note: string | null;
          organization_id: string;
          plan_key: string;
          requested_by: string | null;
          status: string;
        };
        SetofOptions: {
          from: '*';
          to: 'plan_requests';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      request_template_review: {
        Args: { template_id: string };
        Returns: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          delete_requested_at: string | null;
          draft: Json | null;
          id: string;
          language: string;
          message_send_ttl_seconds: number | null;
          meta_status: string | null;
          meta_template_id: string | null;
          name: string;
          organization_id: string;
          parameter_format: string;
          quality: string | null;
          rejection_reason: string | null;
          requested_by: string | null;
          review_reason: string | null;
          review_status: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          submission: string;
          submission_error: string | null;
          updated_at: string;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'templates';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      resend_invitation: { Args: { invitation_id: string }; Returns: Json };
      resolve_audience: { Args: { audience: Json }; Returns: Json };
      restore_contacts: { Args: { brand_id: string; contact_ids: string[] }; Returns: number };
      resubmit_template: {
        Args: { template_id: string };
        Returns: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          delete_requested_at: string | null;
          draft: Json | null;
          id: string;
          language: string;
          message_send_ttl_seconds: number | null;
          meta_status: string | null;
          meta_template_id: string | null;
          name: string;
          organization_id: string;
          parameter_format: string;
          quality: string | null;
          rejection_reason: string | null;
          requested_by: string | null;
          review_reason: string | null;
          review_status: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          submission: string;
          submission_error: string | null;
          updated_at: string;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'templates';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      resume_campaign: {
        Args: { campaign_id: string };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      resume_sending: { Args: { brand_id?: string; organization_id?: string }; Returns: string };
      resume_whatsapp_account: {
        Args: { whatsapp_account_id: string };
        Returns: {
          account_name: string;
          brand_id: string;
          connection_status: string;
          created_at: string;
          id: string;
          is_paused: boolean;
          messaging_tier: string | null;
          meta_holds: NonNullable<Json>;
          organization_id: string;
          pause_reason: string | null;
          paused_by: string | null;
          phone_number: string;
          phone_number_id: string;
          provider: string;
          quality_rating: string;
          resumed_at: string | null;
          throughput_mps: number;
          username: string | null;
          verified_name: string | null;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'whatsapp_accounts';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      retention: { Args: { organization_id: string }; Returns: Json };
      retry_campaign: {
        Args: { campaign_id: string; classes?: string[] };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      retry_media: { Args: { message_media_id: string }; Returns: Json };
      retry_message: { Args: { message_id: string }; Returns: Json };
      retry_messages: {
        Args: { before?: string; brand_id: string; error_class?: string; message_ids?: string[] };
        Returns: Json;
      };
      revoke_invitation: { Args: { invitation_id: string }; Returns: undefined };
      save_campaign: {
        Args: { campaign: Json };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      save_template: {
        Args: { template: Json };
        Returns: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          delete_requested_at: string | null;
          draft: Json | null;
          id: string;
          language: string;
          message_send_ttl_seconds: number | null;
          meta_status: string | null;
          meta_template_id: string | null;
          name: string;
          organization_id: string;
          parameter_format: string;
          quality: string | null;
          rejection_reason: string | null;
          requested_by: string | null;
          review_reason: string | null;
          review_status: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          submission: string;
          submission_error: string | null;
          updated_at: string;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'templates';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      schedule_campaign: {
        Args: { campaign_id: string; local_time: string; timezone?: string };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      search_contacts: {
        Args: { after?: string; brand_id: string; filter?: Json; page_size?: number; sort?: string };
        Returns: Json;
      };
      search_conversations: {
        Args: { brand_id: string; words: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        }[];
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      send_message: { Args: { message: Json }; Returns: Json };
      sending_state: { Args: { brand_id: string }; Returns: Json };
      set_availability: {
        Args: { availability: string; organization_id?: string };
        Returns: {
          all_brands: boolean;
          availability: string;
          created_at: string;
          id: string;
          organization_id: string;
          role_key: string;
          status: string;
          user_id: string;
        }[];
        SetofOptions: {
          from: '*';
          to: 'members';
          isOneToOne: false;
          isSetofReturn: true;
        };
      };
      set_retention: { Args: { organization_id: string; periods: Json }; Returns: Json };
      show_typing: { Args: { conversation_id: string }; Returns: boolean };
      snooze_conversation: {
        Args: { conversation_id: string; until: string };
        Returns: {
          assigned_at: string | null;
          assigned_to: string | null;
          away_sent_at: string | null;
          brand_id: string;
          closed_at: string | null;
          contact_id: string;
          created_at: string;
          id: string;
          last_inbound_at: string | null;
          last_inbound_wamid: string | null;
          last_message_at: string | null;
          last_message_direction: string | null;
          last_message_id: string | null;
          last_message_preview: string | null;
          opened_at: string;
          opening: number;
          organization_id: string;
          snoozed_until: string | null;
          status: string;
          unread_count: number;
          whatsapp_account_id: string;
          window_expires_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'conversations';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      start_import: {
        Args: { dry_run?: boolean; import_id: string; settings: Json };
        Returns: {
          analysis: Json | null;
          announced_at: string;
          brand_id: string;
          consent_category: string | null;
          consent_source: string | null;
          created_at: string;
          created_by: string;
          cursor_row: number;
          date_format: string;
          default_country: string | null;
          errors_path: string | null;
          failure_code: string | null;
          failure_message: string | null;
          file_name: string;
          files_removed_at: string | null;
          finished_at: string | null;
          groups: string[];
          id: string;
          labels: string[];
          mapping: NonNullable<Json>;
          organization_id: string;
          policy: string;
          reading: NonNullable<Json>;
          report: Json | null;
          rows_created: number;
          rows_duplicate: number;
          rows_failed: number;
          rows_skipped: number;
          rows_total: number | null;
          rows_unchanged: number;
          rows_updated: number;
          started_at: string | null;
          state: string;
          storage_path: string;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_imports';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      test_campaign: { Args: { campaign_id: string; contact_id: string }; Returns: Json };
      transfer_ownership: {
        Args: { member_id: string };
        Returns: {
          all_brands: boolean;
          availability: string;
          created_at: string;
          id: string;
          organization_id: string;
          role_key: string;
          status: string;
          user_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'members';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      undo_contact_merge: {
        Args: { merge_id: string };
        Returns: {
          brand_id: string;
          contact_id: string;
          created_at: string;
          id: string;
          merged_contact_id: string;
          organization_id: string;
          reason: string;
          undone_at: string | null;
        };
        SetofOptions: {
          from: '*';
          to: 'contact_merges';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      unschedule_campaign: {
        Args: { campaign_id: string };
        Returns: {
          audience: NonNullable<Json>;
          brand_id: string;
          completed_at: string | null;
          created_at: string;
          created_by: string | null;
          duplicates: number;
          failure_reason: string | null;
          id: string;
          name: string;
          organization_id: string;
          parameters: NonNullable<Json>;
          pause_reason: string | null;
          scheduled_at: string | null;
          scheduled_local: string | null;
          scheduled_timezone: string | null;
          started_at: string | null;
          status: string;
          template_id: string;
          whatsapp_account_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'campaigns';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      usage_summary: { Args: { organization_id?: string }; Returns: Json };
      validate_template: { Args: { template: Json }; Returns: Json };
      verify_audit: { Args: { known_hash?: string; organization_id: string }; Returns: Json };
      withdraw_plan_request: {
        Args: { plan_request_id: string };
        Returns: {
          answer: string | null;
          answered_at: string | null;
          created_at: string;
          id: string;
          note: string | null;
          organization_id: string;
          plan_key: string;
          requested_by: string | null;
          status: string;
        };
        SetofOptions: {
          from: '*';
          to: 'plan_requests';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
      withdraw_template_review: {
        Args: { template_id: string };
        Returns: {
          brand_id: string;
          category: string;
          components: NonNullable<Json>;
          created_at: string;
          created_by: string | null;
          delete_requested_at: string | null;
          draft: Json | null;
          id: string;
          language: string;
          message_send_ttl_seconds: number | null;
          meta_status: string | null;
          meta_template_id: string | null;
          name: string;
          organization_id: string;
          parameter_format: string;
          quality: string | null;
          rejection_reason: string | null;
          requested_by: string | null;
          review_reason: string | null;
          review_status: string;
          reviewed_at: string | null;
          reviewed_by: string | null;
          submission: string;
          submission_error: string | null;
          updated_at: string;
          waba_id: string;
        };
        SetofOptions: {
          from: '*';
          to: 'templates';
          isOneToOne: true;
          isSetofReturn: false;
        };
      };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema['Tables']
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema['Enums']
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
