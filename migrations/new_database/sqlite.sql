CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL, 
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- Running upgrade  -> 0001

CREATE TABLE erasure (
    id BLOB NOT NULL, 
    enterprise_id VARCHAR(32) NOT NULL, 
    team_id VARCHAR(32) NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    extent VARCHAR(16) NOT NULL, 
    requested_at BIGINT NOT NULL, 
    completed_at BIGINT, 
    CONSTRAINT pk_erasure PRIMARY KEY (id)
);

CREATE UNIQUE INDEX ix_erasure_open ON erasure (enterprise_id, team_id, user_id, extent) WHERE completed_at IS NULL;

CREATE TABLE workspace (
    id INTEGER NOT NULL, 
    enterprise_id VARCHAR(32) DEFAULT '' NOT NULL, 
    team_id VARCHAR(32) NOT NULL, 
    name TEXT NOT NULL, 
    url TEXT NOT NULL, 
    bot_user_id VARCHAR(32) NOT NULL, 
    language VARCHAR(35) DEFAULT 'en' NOT NULL, 
    leads_enabled BOOLEAN DEFAULT 1 NOT NULL, 
    retention_months SMALLINT DEFAULT 24 NOT NULL, 
    deactivated_days SMALLINT DEFAULT 90 NOT NULL, 
    retention_held_until BIGINT, 
    deactivation_held_until BIGINT, 
    digest_editors VARCHAR(16) DEFAULT 'members' NOT NULL, 
    asks_for_value BOOLEAN DEFAULT 0 NOT NULL, 
    target_channel_id VARCHAR(32) DEFAULT '' NOT NULL, 
    onboarding_offered_at BIGINT, 
    created_at BIGINT NOT NULL, 
    uninstalled_at BIGINT, 
    CONSTRAINT pk_workspace PRIMARY KEY (id), 
    CONSTRAINT uq_workspace_enterprise_id_team_id UNIQUE (enterprise_id, team_id)
);

CREATE TABLE appointed_admin (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    appointed_at BIGINT NOT NULL, 
    CONSTRAINT pk_appointed_admin PRIMARY KEY (workspace_id, user_id), 
    CONSTRAINT fk_appointed_admin_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE audit_entry (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    id BLOB NOT NULL, 
    viewer_id VARCHAR(32) NOT NULL, 
    "query" JSON NOT NULL, 
    CONSTRAINT pk_audit_entry PRIMARY KEY (workspace_id, user_id, id), 
    CONSTRAINT fk_audit_entry_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_audit_entry_workspace_id_viewer_id ON audit_entry (workspace_id, viewer_id);

CREATE TABLE circle (
    id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    source VARCHAR(16) NOT NULL, 
    source_id VARCHAR(32) NOT NULL, 
    name TEXT NOT NULL, 
    created_at BIGINT NOT NULL, 
    CONSTRAINT pk_circle PRIMARY KEY (id), 
    CONSTRAINT uq_circle_workspace_id_source_source_id UNIQUE (workspace_id, source, source_id), 
    CONSTRAINT fk_circle_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
);

CREATE TABLE deduplication_key (
    workspace_id INTEGER NOT NULL, 
    "key" TEXT NOT NULL, 
    received_at BIGINT NOT NULL, 
    CONSTRAINT pk_deduplication_key PRIMARY KEY (workspace_id, "key"), 
    CONSTRAINT fk_deduplication_key_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_deduplication_key_received_at ON deduplication_key (received_at);

CREATE TABLE digest (
    id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    starts_at BIGINT NOT NULL, 
    ends_at BIGINT NOT NULL, 
    time_zone VARCHAR(64) NOT NULL, 
    coverage VARCHAR(16) DEFAULT 'channel' NOT NULL, 
    is_quiet BOOLEAN DEFAULT 0 NOT NULL, 
    has_image BOOLEAN DEFAULT 1 NOT NULL, 
    language VARCHAR(35) DEFAULT '' NOT NULL, 
    variation SMALLINT DEFAULT 0 NOT NULL, 
    owner_id VARCHAR(32) NOT NULL, 
    created_at BIGINT NOT NULL, 
    CONSTRAINT pk_digest PRIMARY KEY (id), 
    CONSTRAINT uq_digest_workspace_id_channel_id_ends_at UNIQUE (workspace_id, channel_id, ends_at), 
    CONSTRAINT fk_digest_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
);

CREATE TABLE digest_offer (
    workspace_id INTEGER NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    offered_at BIGINT NOT NULL, 
    CONSTRAINT pk_digest_offer PRIMARY KEY (workspace_id, channel_id), 
    CONSTRAINT fk_digest_offer_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE home_view (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    section VARCHAR(16) NOT NULL, 
    page TEXT NOT NULL, 
    hash TEXT NOT NULL, 
    opened_at BIGINT NOT NULL, 
    CONSTRAINT pk_home_view PRIMARY KEY (workspace_id, user_id), 
    CONSTRAINT fk_home_view_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_home_view_opened_at ON home_view (opened_at);

CREATE TABLE installation (
    workspace_id INTEGER NOT NULL, 
    is_enterprise_install BOOLEAN NOT NULL, 
    bot_token BLOB NOT NULL, 
    scopes TEXT NOT NULL, 
    installer_id VARCHAR(32) NOT NULL, 
    installed_at BIGINT NOT NULL, 
    revoked_at BIGINT, 
    CONSTRAINT pk_installation PRIMARY KEY (workspace_id, is_enterprise_install), 
    CONSTRAINT fk_installation_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
);

CREATE TABLE pending_recognition (
    workspace_id INTEGER NOT NULL, 
    deduplication_key TEXT NOT NULL, 
    giver_id VARCHAR(32) NOT NULL, 
    payload JSON NOT NULL, 
    created_at BIGINT NOT NULL, 
    CONSTRAINT pk_pending_recognition PRIMARY KEY (workspace_id, deduplication_key), 
    CONSTRAINT fk_pending_recognition_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_pending_recognition_created_at ON pending_recognition (created_at);

CREATE TABLE preferences (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    thanks VARCHAR(16) DEFAULT 'publicly' NOT NULL, 
    messages VARCHAR(16) DEFAULT 'at once' NOT NULL, 
    digests BOOLEAN DEFAULT 1 NOT NULL, 
    reactions BOOLEAN DEFAULT 1 NOT NULL, 
    prompts BOOLEAN DEFAULT 0 NOT NULL, 
    welcomed_at BIGINT, 
    reactions_explained_at BIGINT, 
    CONSTRAINT pk_preferences PRIMARY KEY (workspace_id, user_id), 
    CONSTRAINT fk_preferences_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE rate_limit (
    workspace_id INTEGER NOT NULL, 
    subject VARCHAR(32) NOT NULL, 
    blocked_until BIGINT NOT NULL, 
    blocked_since BIGINT NOT NULL, 
    CONSTRAINT pk_rate_limit PRIMARY KEY (workspace_id, subject), 
    CONSTRAINT fk_rate_limit_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_rate_limit_blocked_until ON rate_limit (blocked_until);

CREATE TABLE reaction (
    workspace_id INTEGER NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    message_ts VARCHAR(32) NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    emoji VARCHAR(100) NOT NULL, 
    value_key VARCHAR(64) NOT NULL, 
    event_ts VARCHAR(32) NOT NULL, 
    is_withdrawn BOOLEAN NOT NULL, 
    CONSTRAINT pk_reaction PRIMARY KEY (workspace_id, channel_id, message_ts, user_id, emoji), 
    CONSTRAINT fk_reaction_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_reaction_workspace_id_user_id ON reaction (workspace_id, user_id);

CREATE TABLE recognition (
    id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    deduplication_key VARCHAR(16) NOT NULL, 
    source VARCHAR(16) NOT NULL, 
    visibility SMALLINT NOT NULL, 
    text TEXT NOT NULL, 
    message_ts VARCHAR(32), 
    created_at BIGINT NOT NULL, 
    edited_at BIGINT, 
    withdrawn_at BIGINT, 
    CONSTRAINT pk_recognition PRIMARY KEY (id), 
    CONSTRAINT uq_recognition_workspace_id_deduplication_key UNIQUE (workspace_id, deduplication_key), 
    CONSTRAINT fk_recognition_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_recognition_workspace_id_channel_id_id ON recognition (workspace_id, channel_id, id);

CREATE INDEX ix_recognition_workspace_id_id ON recognition (workspace_id, id);

CREATE TABLE setting_change (
    id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    setting VARCHAR(32) NOT NULL, 
    subject TEXT NOT NULL, 
    "before" JSON NOT NULL, 
    "after" JSON NOT NULL, 
    CONSTRAINT pk_setting_change PRIMARY KEY (id), 
    CONSTRAINT fk_setting_change_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
);

CREATE INDEX ix_setting_change_workspace_id_id ON setting_change (workspace_id, id);

CREATE INDEX ix_setting_change_workspace_id_user_id ON setting_change (workspace_id, user_id);

CREATE TABLE slack_user (
    workspace_id INTEGER NOT NULL, 
    id VARCHAR(32) NOT NULL, 
    name TEXT NOT NULL, 
    timezone VARCHAR(64) NOT NULL, 
    locale VARCHAR(35) NOT NULL, 
    is_bot BOOLEAN NOT NULL, 
    is_deactivated BOOLEAN NOT NULL, 
    deactivated_at BIGINT, 
    is_guest BOOLEAN NOT NULL, 
    is_admin BOOLEAN DEFAULT 0 NOT NULL, 
    is_foreign BOOLEAN NOT NULL, 
    picture TEXT DEFAULT '' NOT NULL, 
    fetched_at BIGINT NOT NULL, 
    CONSTRAINT pk_slack_user PRIMARY KEY (workspace_id, id), 
    CONSTRAINT fk_slack_user_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_slack_user_deactivated ON slack_user (deactivated_at) WHERE deactivated_at IS NOT NULL;

CREATE TABLE subscription (
    workspace_id INTEGER NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    weekday SMALLINT NOT NULL, 
    local_time VARCHAR(5) NOT NULL, 
    time_zone VARCHAR(64) NOT NULL, 
    coverage VARCHAR(16) DEFAULT 'channel' NOT NULL, 
    quiet_weeks BOOLEAN DEFAULT 0 NOT NULL, 
    has_image BOOLEAN DEFAULT 1 NOT NULL, 
    language VARCHAR(35) DEFAULT '' NOT NULL, 
    bot_is_member BOOLEAN DEFAULT 0 NOT NULL, 
    owner_id VARCHAR(32) NOT NULL, 
    starts_at BIGINT NOT NULL, 
    covered_until BIGINT NOT NULL, 
    next_due BIGINT NOT NULL, 
    CONSTRAINT pk_subscription PRIMARY KEY (workspace_id, channel_id), 
    CONSTRAINT fk_subscription_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_subscription_next_due ON subscription (next_due);

CREATE TABLE value (
    workspace_id INTEGER NOT NULL, 
    "key" VARCHAR(64) NOT NULL, 
    name TEXT NOT NULL, 
    emoji VARCHAR(100) NOT NULL, 
    character VARCHAR(32) DEFAULT '' NOT NULL, 
    description TEXT DEFAULT '' NOT NULL, 
    aliases JSON NOT NULL, 
    extra_emoji JSON NOT NULL, 
    position SMALLINT NOT NULL, 
    retired_at BIGINT, 
    merged_into VARCHAR(64), 
    merge_cursor BLOB, 
    style SMALLINT NOT NULL, 
    CONSTRAINT pk_value PRIMARY KEY (workspace_id, "key"), 
    CONSTRAINT fk_value_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE TABLE weekly_schedule (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    kind VARCHAR(16) NOT NULL, 
    next_due BIGINT NOT NULL, 
    CONSTRAINT pk_weekly_schedule PRIMARY KEY (workspace_id, user_id, kind), 
    CONSTRAINT fk_weekly_schedule_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_weekly_schedule_kind_next_due ON weekly_schedule (kind, next_due);

CREATE TABLE circle_lead (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    circle_id BLOB NOT NULL, 
    CONSTRAINT pk_circle_lead PRIMARY KEY (workspace_id, user_id, circle_id), 
    CONSTRAINT fk_circle_lead_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_circle_lead_circle_id_circle FOREIGN KEY(circle_id) REFERENCES circle (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_circle_lead_circle_id ON circle_lead (circle_id);

CREATE TABLE circle_member (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    circle_id BLOB NOT NULL, 
    notified_at BIGINT, 
    CONSTRAINT pk_circle_member PRIMARY KEY (workspace_id, user_id, circle_id), 
    CONSTRAINT fk_circle_member_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_circle_member_circle_id_circle FOREIGN KEY(circle_id) REFERENCES circle (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_circle_member_circle_id ON circle_member (circle_id);

CREATE TABLE credit (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    recognition_id BLOB NOT NULL, 
    sharer_id VARCHAR(32) NOT NULL, 
    comment TEXT NOT NULL, 
    created_at BIGINT NOT NULL, 
    CONSTRAINT pk_credit PRIMARY KEY (workspace_id, user_id, recognition_id), 
    CONSTRAINT fk_credit_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_credit_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_credit_recognition_id ON credit (recognition_id);

CREATE TABLE digest_recognition (
    digest_id BLOB NOT NULL, 
    recognition_id BLOB NOT NULL, 
    display_order SMALLINT, 
    CONSTRAINT pk_digest_recognition PRIMARY KEY (digest_id, recognition_id), 
    CONSTRAINT fk_digest_recognition_digest_id_digest FOREIGN KEY(digest_id) REFERENCES digest (id) ON DELETE CASCADE, 
    CONSTRAINT fk_digest_recognition_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_digest_recognition_recognition_id ON digest_recognition (recognition_id);

CREATE TABLE endorsement (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    recognition_id BLOB NOT NULL, 
    comment TEXT DEFAULT '' NOT NULL, 
    by_form BOOLEAN DEFAULT 0 NOT NULL, 
    created_at BIGINT NOT NULL, 
    withdrawn_at BIGINT, 
    CONSTRAINT pk_endorsement PRIMARY KEY (workspace_id, user_id, recognition_id), 
    CONSTRAINT fk_endorsement_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_endorsement_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_endorsement_recognition_id ON endorsement (recognition_id);

CREATE TABLE giver (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    recognition_id BLOB NOT NULL, 
    comment TEXT DEFAULT '' NOT NULL, 
    withdrawn_at BIGINT, 
    CONSTRAINT pk_giver PRIMARY KEY (workspace_id, user_id, recognition_id), 
    CONSTRAINT fk_giver_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_giver_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_giver_recognition_id ON giver (recognition_id);

CREATE TABLE mention (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    recognition_id BLOB NOT NULL, 
    in_text BOOLEAN DEFAULT 1 NOT NULL, 
    CONSTRAINT pk_mention PRIMARY KEY (workspace_id, user_id, recognition_id), 
    CONSTRAINT fk_mention_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_mention_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_mention_recognition_id ON mention (recognition_id);

CREATE TABLE outbox_message (
    id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    kind VARCHAR(32) NOT NULL, 
    version INTEGER DEFAULT 1 NOT NULL, 
    is_low_priority BOOLEAN DEFAULT 0 NOT NULL, 
    destination VARCHAR(32) NOT NULL, 
    recognition_id BLOB, 
    digest_id BLOB, 
    payload JSON NOT NULL, 
    target_id BLOB, 
    attempt INTEGER DEFAULT 0 NOT NULL, 
    first_tried_at BIGINT, 
    retry_at BIGINT NOT NULL, 
    waiting_since BIGINT NOT NULL, 
    leased_until BIGINT, 
    failed_renders INTEGER DEFAULT 0 NOT NULL, 
    unanswered INTEGER DEFAULT 0 NOT NULL, 
    unanswered_since BIGINT, 
    must_verify BOOLEAN DEFAULT 0 NOT NULL, 
    failed_at BIGINT, 
    error TEXT, 
    created_at BIGINT NOT NULL, 
    CONSTRAINT pk_outbox_message PRIMARY KEY (id), 
    CONSTRAINT fk_outbox_message_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_outbox_message_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE, 
    CONSTRAINT fk_outbox_message_digest_id_digest FOREIGN KEY(digest_id) REFERENCES digest (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_outbox_message_digest_id ON outbox_message (digest_id) WHERE digest_id IS NOT NULL;

CREATE INDEX ix_outbox_message_target_id ON outbox_message (target_id) WHERE target_id IS NOT NULL;

CREATE INDEX ix_outbox_message_next ON outbox_message (is_low_priority, id) WHERE failed_at IS NULL;

CREATE INDEX ix_outbox_message_recognition_id ON outbox_message (recognition_id);

CREATE INDEX ix_outbox_message_leased ON outbox_message (leased_until) WHERE leased_until IS NOT NULL;

CREATE INDEX ix_outbox_message_next_in_workspace ON outbox_message (is_low_priority, workspace_id, id) WHERE failed_at IS NULL;

CREATE INDEX ix_outbox_message_workspace_id_destination_id ON outbox_message (workspace_id, destination, id);

CREATE TABLE pending_notification (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    recognition_id BLOB NOT NULL, 
    actor_id VARCHAR(32) NOT NULL, 
    due_at BIGINT NOT NULL, 
    summary_id BLOB, 
    CONSTRAINT pk_pending_notification PRIMARY KEY (workspace_id, user_id, recognition_id, actor_id), 
    CONSTRAINT fk_pending_notification_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_pending_notification_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_pending_notification_due ON pending_notification (due_at) WHERE summary_id IS NULL;

CREATE INDEX ix_pending_notification_summary_id ON pending_notification (summary_id);

CREATE INDEX ix_pending_notification_recognition_id ON pending_notification (recognition_id);

CREATE TABLE posted_message (
    id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    ts VARCHAR(32), 
    kind VARCHAR(32) NOT NULL, 
    version INTEGER DEFAULT 1 NOT NULL, 
    user_id VARCHAR(32), 
    payload JSON NOT NULL, 
    recognition_id BLOB, 
    digest_id BLOB, 
    CONSTRAINT pk_posted_message PRIMARY KEY (id), 
    CONSTRAINT fk_posted_message_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_posted_message_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE, 
    CONSTRAINT fk_posted_message_digest_id_digest FOREIGN KEY(digest_id) REFERENCES digest (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_posted_message_digest_id ON posted_message (digest_id) WHERE digest_id IS NOT NULL;

CREATE INDEX ix_posted_message_recognition_id ON posted_message (recognition_id);

CREATE INDEX ix_posted_message_user ON posted_message (workspace_id, user_id) WHERE user_id IS NOT NULL;

CREATE INDEX ix_posted_message_workspace_id_channel_id_ts ON posted_message (workspace_id, channel_id, ts);

CREATE TABLE recipient (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    recognition_id BLOB NOT NULL, 
    visibility SMALLINT NOT NULL, 
    taken_down_at BIGINT, 
    opened_to_leads_at BIGINT, 
    CONSTRAINT pk_recipient PRIMARY KEY (workspace_id, user_id, recognition_id), 
    CONSTRAINT fk_recipient_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_recipient_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_recipient_recognition_id ON recipient (recognition_id);

CREATE TABLE recognition_value (
    recognition_id BLOB NOT NULL, 
    value_key VARCHAR(64) NOT NULL, 
    CONSTRAINT pk_recognition_value PRIMARY KEY (recognition_id, value_key), 
    CONSTRAINT fk_recognition_value_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_recognition_value_value_key_recognition_id ON recognition_value (value_key, recognition_id);

CREATE TABLE reply (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    recognition_id BLOB NOT NULL, 
    text TEXT NOT NULL, 
    created_at BIGINT NOT NULL, 
    CONSTRAINT pk_reply PRIMARY KEY (workspace_id, user_id, recognition_id), 
    CONSTRAINT fk_reply_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_reply_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_reply_recognition_id ON reply (recognition_id);

CREATE TABLE report (
    workspace_id INTEGER NOT NULL, 
    recognition_id BLOB NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    reason TEXT NOT NULL, 
    created_at BIGINT NOT NULL, 
    reviewed_at BIGINT, 
    CONSTRAINT pk_report PRIMARY KEY (workspace_id, recognition_id, user_id), 
    CONSTRAINT fk_report_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_report_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_report_recognition_id ON report (recognition_id);

CREATE TABLE search_document (
    id INTEGER NOT NULL, 
    recognition_id BLOB NOT NULL, 
    terms TEXT NOT NULL, 
    CONSTRAINT pk_search_document PRIMARY KEY (id), 
    CONSTRAINT uq_search_document_recognition_id UNIQUE (recognition_id), 
    CONSTRAINT fk_search_document_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
);

CREATE TABLE held_change (
    posted_message_id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    kind VARCHAR(32) NOT NULL, 
    version INTEGER DEFAULT 1 NOT NULL, 
    payload JSON NOT NULL, 
    error TEXT NOT NULL, 
    held_since BIGINT NOT NULL, 
    retry_at BIGINT NOT NULL, 
    CONSTRAINT pk_held_change PRIMARY KEY (posted_message_id), 
    CONSTRAINT fk_held_change_posted_message_id_posted_message FOREIGN KEY(posted_message_id) REFERENCES posted_message (id) ON DELETE CASCADE, 
    CONSTRAINT fk_held_change_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_held_change_retry_at ON held_change (retry_at);

CREATE VIRTUAL TABLE search_index USING fts5(
        terms, content='search_document', content_rowid='id', tokenize='ascii', columnsize=0, detail=none
    );

CREATE VIRTUAL TABLE search_index_terms USING fts5vocab(search_index, instance);

CREATE TRIGGER search_index_insert AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index (rowid, terms) VALUES (new.id, new.terms);
    END;

CREATE TRIGGER search_index_delete AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.id, old.terms);
    END;

CREATE TRIGGER search_index_update AFTER UPDATE OF terms ON search_document BEGIN
        INSERT INTO search_index (search_index, rowid, terms) VALUES ('delete', old.id, old.terms);
        INSERT INTO search_index (rowid, terms) VALUES (new.id, new.terms);
    END;

INSERT INTO alembic_version (version_num) VALUES ('0001') RETURNING version_num;

-- Running upgrade 0001 -> 0002

DROP TABLE installation;

CREATE TABLE installation (
    workspace_id INTEGER NOT NULL, 
    app_id VARCHAR(32) NOT NULL, 
    bot_id VARCHAR(32) NOT NULL, 
    bot_token BLOB NOT NULL, 
    refresh_token BLOB, 
    expires_at BIGINT, 
    refreshing_until BIGINT, 
    scopes TEXT NOT NULL, 
    installer_id VARCHAR(32) NOT NULL, 
    installed_at BIGINT NOT NULL, 
    revoked_at BIGINT, 
    CONSTRAINT pk_installation PRIMARY KEY (workspace_id), 
    CONSTRAINT fk_installation_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
);

CREATE TABLE install_state (
    digest VARCHAR(64) NOT NULL, 
    expires_at BIGINT NOT NULL, 
    CONSTRAINT pk_install_state PRIMARY KEY (digest)
);

CREATE INDEX ix_install_state_expires_at ON install_state (expires_at);

UPDATE alembic_version SET version_num='0002' WHERE alembic_version.version_num = '0001';

-- Running upgrade 0002 -> 0003

ALTER TABLE digest ADD COLUMN requested_until BIGINT;

UPDATE alembic_version SET version_num='0003' WHERE alembic_version.version_num = '0002';

-- Running upgrade 0003 -> 0004

CREATE TABLE keepsake_schedule (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    month INTEGER NOT NULL, 
    day INTEGER NOT NULL, 
    next_due BIGINT NOT NULL, 
    CONSTRAINT pk_keepsake_schedule PRIMARY KEY (workspace_id, user_id), 
    CONSTRAINT fk_keepsake_schedule_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_keepsake_schedule_next_due ON keepsake_schedule (next_due);

UPDATE alembic_version SET version_num='0004' WHERE alembic_version.version_num = '0003';

-- Running upgrade 0004 -> 0005

ALTER TABLE recipient ADD COLUMN team_name VARCHAR(80);

ALTER TABLE recipient ADD COLUMN is_member BOOLEAN DEFAULT 0 NOT NULL;

UPDATE alembic_version SET version_num='0005' WHERE alembic_version.version_num = '0004';

-- Running upgrade 0005 -> 0006

ALTER TABLE subscription ADD COLUMN asked_at BIGINT;

CREATE TABLE first_week (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    due_at BIGINT NOT NULL, 
    CONSTRAINT pk_first_week PRIMARY KEY (workspace_id), 
    CONSTRAINT fk_first_week_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_first_week_due_at ON first_week (due_at);

CREATE TABLE thankful_channel (
    workspace_id INTEGER NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    reactions INTEGER NOT NULL, 
    CONSTRAINT pk_thankful_channel PRIMARY KEY (workspace_id, channel_id), 
    CONSTRAINT fk_thankful_channel_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

UPDATE alembic_version SET version_num='0006' WHERE alembic_version.version_num = '0005';

-- Running upgrade 0006 -> 0007

CREATE TABLE card (
    id BLOB NOT NULL, 
    workspace_id INTEGER NOT NULL, 
    deduplication_key VARCHAR(16) NOT NULL, 
    starter_id VARCHAR(32) NOT NULL, 
    channel_id VARCHAR(32) NOT NULL, 
    channel_kind VARCHAR(16) NOT NULL, 
    is_private BOOLEAN NOT NULL, 
    occasion TEXT NOT NULL, 
    time_zone VARCHAR(64) NOT NULL, 
    closes_at BIGINT NOT NULL, 
    created_at BIGINT NOT NULL, 
    ended_at BIGINT, 
    outcome VARCHAR(16), 
    CONSTRAINT pk_card PRIMARY KEY (id), 
    CONSTRAINT fk_card_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT uq_card_workspace_id_deduplication_key UNIQUE (workspace_id, deduplication_key)
)
 WITHOUT ROWID;

CREATE INDEX ix_card_due ON card (closes_at) WHERE ended_at IS NULL;

CREATE TABLE card_recipient (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    card_id BLOB NOT NULL, 
    CONSTRAINT pk_card_recipient PRIMARY KEY (workspace_id, user_id, card_id), 
    CONSTRAINT fk_card_recipient_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_card_recipient_card_id_card FOREIGN KEY(card_id) REFERENCES card (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_card_recipient_card_id ON card_recipient (card_id);

CREATE TABLE card_signature (
    workspace_id INTEGER NOT NULL, 
    user_id VARCHAR(32) NOT NULL, 
    card_id BLOB NOT NULL, 
    text TEXT NOT NULL, 
    value_keys JSON NOT NULL, 
    signed_at BIGINT NOT NULL, 
    CONSTRAINT pk_card_signature PRIMARY KEY (workspace_id, user_id, card_id), 
    CONSTRAINT fk_card_signature_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_card_signature_card_id_card FOREIGN KEY(card_id) REFERENCES card (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_card_signature_card_id ON card_signature (card_id);

CREATE TABLE card_recognition (
    card_id BLOB NOT NULL, 
    recognition_id BLOB NOT NULL, 
    CONSTRAINT pk_card_recognition PRIMARY KEY (card_id, recognition_id), 
    CONSTRAINT fk_card_recognition_card_id_card FOREIGN KEY(card_id) REFERENCES card (id) ON DELETE CASCADE, 
    CONSTRAINT fk_card_recognition_recognition_id_recognition FOREIGN KEY(recognition_id) REFERENCES recognition (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_card_recognition_recognition_id ON card_recognition (recognition_id);

CREATE TABLE card_message (
    workspace_id INTEGER NOT NULL, 
    card_id BLOB NOT NULL, 
    kind VARCHAR(32) NOT NULL, 
    destination VARCHAR(32) NOT NULL, 
    message_id BLOB NOT NULL, 
    CONSTRAINT pk_card_message PRIMARY KEY (workspace_id, card_id, kind, destination), 
    CONSTRAINT fk_card_message_workspace_id_workspace FOREIGN KEY(workspace_id) REFERENCES workspace (id) ON DELETE CASCADE, 
    CONSTRAINT fk_card_message_card_id_card FOREIGN KEY(card_id) REFERENCES card (id) ON DELETE CASCADE
)
 WITHOUT ROWID;

CREATE INDEX ix_card_message_card_id ON card_message (card_id);

UPDATE alembic_version SET version_num='0007' WHERE alembic_version.version_num = '0006';

