#!/bin/sh
# Backs a PostgreSQL database up, and restores it. PGHOST, PGUSER, PGDATABASE and PGPASSWORD say which.
#   backup.sh nightly        makes a backup now, and one each night at BACKUP_TIME, and removes old ones
#   backup.sh dump           makes one backup
#   backup.sh restore FILE   puts one back, whole or not at all
set -eu
folder=${BACKUP_FOLDER:-/backups}
umask 077

dump() {
    file="$folder/hearten-$(date -u +%Y%m%dT%H%M%SZ).dump"
    # A name that ends in .dump is a whole backup.
    pg_dump --format=custom --no-owner --file="$file.part"
    mv "$file.part" "$file"
    find "$folder" -name 'hearten-*.dump' -mtime "+${BACKUP_DAYS:-14}" -delete
    echo "backup made: $file"
}

restore() {
    # Reads all of it, before anything is dropped.
    pg_restore --file=/dev/null "$1"
    # Tables that a newer version added would stay otherwise.
    {
        echo 'DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION pg_database_owner;'
        pg_restore --no-owner --file=- "$1"
    } | psql --quiet --single-transaction --set=ON_ERROR_STOP=1 --output=/dev/null
    echo "restored: $1"
}

nightly() {
    trap 'exit 0' INT TERM
    while :; do
        dump || echo "the backup failed" >&2
        next=$(date -d "tomorrow ${BACKUP_TIME:-02:30}" +%s)
        sleep $((next - $(date +%s))) &
        wait $!
    done
}

case "${1:-}" in
dump | nightly) "$1" ;;
restore) restore "${2:?the file of a backup}" ;;
*)
    sed -n '2,5s/^# //p' "$0" >&2
    exit 2
    ;;
esac
