"""The state file's history: each step is a name and its statements, done once, in order.

To change the layout, add a step at the end; steps that were released are never edited.
"""

from __future__ import annotations

MIGRATIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "001-runs-requirements-decisions",
        (
            """
            create table run (
                id integer primary key,
                started text not null,
                version text not null,
                ruleset text not null,
                files integer not null,
                problems integer not null
            )
            """,
            """
            create table requirement (
                key text primary key,
                document text not null,
                customer text not null,
                path text not null,
                text text not null,
                first_run integer not null references run (id),
                last_run integer not null references run (id)
            )
            """,
            """
            create table decision (
                id integer primary key,
                run integer not null references run (id),
                recorded text not null,
                requirement text not null,
                reviewer text not null,
                reviewed text not null,
                entered text not null,
                text_then text not null
            )
            """,
            """
            create table document (
                folder text not null,
                sha256 text not null,
                id text not null,
                last_run integer not null references run (id),
                primary key (folder, sha256)
            )
            """,
            "create index decision_requirement on decision (requirement, id)",
            "create trigger decision_kept before delete on decision begin"
            " select raise(abort, 'decisions are never deleted'); end",
            "create trigger decision_unaltered before update on decision begin"
            " select raise(abort, 'decisions are never altered'); end",
        ),
    ),
    (
        "002-revisions-changes-publications",
        (
            "alter table run add column whole integer not null default 1",
            """
            create table revision (
                id integer primary key,
                run integer not null references run (id),
                document text not null,
                sha256 text not null,
                customer text not null,
                path text not null,
                facts text not null,
                finding blob not null
            )
            """,
            "create index revision_document on revision (document, id)",
            """
            create table adopted (
                document text not null,
                sha256 text not null,
                fresh text not null,
                key text not null,
                run integer not null references run (id),
                primary key (document, sha256, fresh)
            )
            """,
            """
            create table change (
                id integer primary key,
                run integer not null references run (id),
                requirement text not null,
                document text not null,
                kind text not null,
                text_before text,
                standing text not null,
                decision integer not null
            )
            """,
            "create index change_run on change (run)",
            "create index change_requirement on change (requirement, id)",
            """
            create table publication (
                id integer primary key,
                made text not null,
                digest text not null,
                epoch integer not null,
                shown text not null,
                files text not null
            )
            """,
            "create table visit (id integer primary key, started text not null, version text not null)",
            """
            create table link (
                id integer primary key,
                made text not null,
                path text not null,
                document text not null
            )
            """,
            *(
                f"create trigger {table}_{verb} before {event} on {table} begin"
                f" select raise(abort, '{table}s are never {verb}'); end"
                for table in ("revision", "change", "publication", "link")
                for verb, event in (("deleted", "delete"), ("altered", "update"))
            ),
        ),
    ),
    (
        "003-notes",
        (
            """
            create table note (
                id integer primary key,
                recorded text not null,
                body text not null
            )
            """,
            *(
                f"create trigger note_{verb} before {event} on note begin"
                f" select raise(abort, 'notes are never {verb}'); end"
                for verb, event in (("deleted", "delete"), ("altered", "update"))
            ),
        ),
    ),
    (
        "004-checked",
        (
            """
            create table checked (
                id integer primary key,
                made text not null,
                document text not null
            )
            """,
            *(
                f"create trigger checked_{verb} before {event} on checked begin"
                f" select raise(abort, 'checks are never {verb}'); end"
                for verb, event in (("deleted", "delete"), ("altered", "update"))
            ),
        ),
    ),
    (
        "005-said",
        (
            """
            create table said (
                id integer primary key,
                recorded text not null,
                publication integer not null,
                body text not null
            )
            """,
            *(
                f"create trigger said_{verb} before {event} on said begin"
                f" select raise(abort, 'what a workbook said is never {verb}'); end"
                for verb, event in (("deleted", "delete"), ("altered", "update"))
            ),
        ),
    ),
)
