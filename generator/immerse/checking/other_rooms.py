"""The pages of the rules that other rooms judge, while they load, compose, decide, plan or release."""

from __future__ import annotations

from immerse.checking.rule import Rule, documented
from immerse.problems import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

RULES_OF_OTHER_ROOMS: tuple[Rule, ...] = (
    documented("yaml", ERROR, "loading", """
        Files are plain YAML that can be read in only one way.

        Duplicate keys, tabs, tags, anchors, several documents, invisible characters and numbers such as 014 are
        refused, because two readers may understand them differently. `no`, `off` and `08:00` are text. A `#` after a
        space begins a comment; without a space after it (#complaints, Rule #1) it would cut off the rest of a text, so
        the text must be quoted. A quoted text of several lines is indented further than its key; that is how a
        forgotten quote is found.

        Bad:  title: Rule #1 is to listen
        Good: title: "Rule #1 is to listen"        or  minutes: 14   # a comment has a blank behind the sign
        """),
    documented("format", ERROR, "loading", """
        The files are of the format that this immerse reads.

        Another version of immerse may read the same words differently, so curriculum/curriculum.yml says which format
        the files have; without a number they have format 1. `immerse upgrade --check` lists what is read differently
        now and changes nothing; `immerse upgrade` changes what can be changed safely and lists the rest. While the
        format differs, no other rule is judged.

        Bad:  title: Our programme                 (no format: it is 1)
        Good: format: 2
        """),
    documented("schema", ERROR, "loading", """
        Every key is known and every value has its type.

        A misspelt key would otherwise be ignored silently. `immerse schema lesson` prints the whole form; an editor
        that reads JSON Schema completes it while you type.

        Bad:  tilte: Priority and clocks
        Good: title: Priority and clocks
        """),
    documented("path", ERROR, "loading", """
        Files are where they belong, and nothing else is there.

        Links that lead out of the workspace, stray YAML, names that differ only in upper and lower case, and files over
        1 MiB are errors; other stray files are warnings. What is not read on purpose must not be published by accident.

        Bad:  curriculum/triage/notes.txt
        Good: keep notes outside curriculum/, playbooks/ and site_config/
        """),
    documented("condition", ERROR, "composing", """
        Conditions can hold, and alternatives leave no client without text.

        A `when:` that no value of the setting's type can satisfy is an error; one that is false for every client of the
        workspace is a note. For each client exactly one alternative of a `one_of:` holds, or there is an `otherwise:`;
        a hole would leave a gap on the page, an overlap would say two things. A module that is empty for a client is an
        error.

        Bad:  when: policy.client.sector == "bakery"     (not a sector)
        Good: when: policy.client.sector in ["bank", "insurance"]
        """),
    documented("overlay", ERROR, "composing", """
        A client's overlay changes what exists, and never what safety rests on.

        Each entry of overlay.yml names a lesson, section or step that exists. What the constitution or a critical
        competency needs cannot be dropped.

        Bad:  drop: [{target: TRI-L9, reason: not needed}]
        Good: drop: [{target: TRI-L5/public-forum, reason: we run no public forum}]
        """),
    documented("decision", ERROR, "deciding", """
        Decision tables answer every item, for every client, with an owner and in time.

        The facts of a table are closed, so every combination of them is evaluated for every client, not a sample. The
        rule reports a combination for which no row decides, a row that never decides, two rows of a `unique` table that
        hold together, a priority, severity or part of the answer without an owner, an owner without a deputy, a
        playbook that does not exist, a graver priority with a slower clock, and a wall clock that runs while nobody is
        on duty. Names and values must be declared, also those in the `facts:` of drills and injects. A row whose
        condition depends on the policy alone gets a `when:`, so that it exists only for the clients for which it can
        decide.

        Bad:  - {id: calm, if: harm == "none", then: {priority: P4}}
        Good: - {id: calm, then: {priority: P4, route: "{{ policy.client.brands[brand].spoke_owner }}"}}
        """),
    documented("L-13", ERROR, "loading", """
        Nobody writes posts or comments in somebody else's name.

        A conversation is with the person who is named in it, or it is a deception. identity.ghost_writing has `micro`
        and `comments` forbidden for every client. A long form may be written with help when it is `conditional` and
        all four conditions are there: an interview, the author's final approval, posts of their own, no ghosted
        comments.

        Bad:  ghost_writing: {long_form: conditional, conditions: [{id: interview, text: ...}], comments: allowed}
        Good: ghost_writing: {long_form: forbidden}
        """),
    documented("L-50", ERROR, "loading", """
        Everyone uses their own login and a second factor.

        A shared password cannot be taken from one person and does not show who posted; an account without a second
        factor is easily taken over. security.access has `mfa: true` and `shared_logins: false` for every client.

        Bad:  access: {mfa: false, shared_logins: true, brokered: false, review_days: 90}
        Good: access: {mfa: true, shared_logins: false, brokered: true, review_days: 90}
        """),
    documented("L-71", ERROR, "leaks", """
        Nobody reads another client's words.

        What belongs to one client is looked for in every other client's policy, overlay, signers and logo, in the core,
        and in every byte of a finished site or export: its id, name and brands, persons, accounts, mailboxes,
        addresses, numbers, canary words (zq, 16 hexadecimal digits, qz), the keys with which its people sign, the
        values of settings that nobody is shown, and any eight words in a row of its texts. That a word stands in the
        client's own folder as well does not allow it: somebody pasted it there. It is found in other capitals, with
        other signs between its letters, with letters that only look the same, backwards and escaped.

        What two clients hold under the same setting (a helpline, a regulator, a sentence of the agency) is common to
        both, which is a note; the persons that a client employs, their keys, accounts, mailboxes, telephone numbers of
        contacts, canary words and what nobody is shown never are. Clients with the same client.group may say each
        other's names. A name that is an everyday word, because it is frequent or the core uses it in small letters, is
        looked for only as it is written and standing alone, in the folders of the other clients, and is a warning. What
        cannot be looked for at all is a note.

        An error too is waived here, in the waivers.yml beside the words, when the waiver names the word:
        {rule: L-71, subject: quayside/acme, word: Acme Works, owner: ..., reason: ..., expires: ...}; for the core in
        site_config/waivers.yml with the subject core/acme.

        Bad:  in a lesson: At Calder & Rowe Bank this takes ten minutes.
        Good: At {{ policy.client.name }} this takes {{ policy.response.targets.P1.first_response_min | minutes }}.
        """),
    documented("L-72", ERROR, "composing", """
        Every placeholder resolves, and no required setting is missing.

        A name or filter that does not exist, a value of the wrong kind, and a setting that the programme reads and
        nobody set are found before any page exists; so is a text that prints a setting to readers for whom it is not
        meant (telephone numbers are shown to nobody). Nothing unresolved is ever published: after a build the output
        itself is scanned for it.

        Bad:  {{ policy.response.target.P1.triage_min | minutes }}
        Good: {{ policy.response.targets.P1.triage_min | minutes }}
        """),
    documented("L-80", WARNING, "deciding", """
        An item that says what the client calls a complaint is decided as one.

        People complain without using the word. Where a complaint is a P1 or P2, the client lists under
        legal.complaints.signs what such posts say (third time, cost me, still no answer). A card or inject that states
        facts and contains one of these phrases, and that no table decides as a complaint although it would with one
        more fact, teaches the desk to miss complaints. Items that the client does not see are not judged, nor are those
        that no fact would make a complaint.

        Bad:  text: For the third time, where is my refund?    facts: {voice: unhappy}
        Good: text: For the third time, where is my refund?    facts: {voice: unhappy, signs: [loss_alleged]}
        """),
    documented("L-83", WARNING, "composing", """
        A text fits into one post.

        If a cleared text has to be cut at night, it is no longer the text that was cleared. Every reply template,
        filled in for the client, and every pre-cleared text, in each of its languages, is no longer than the smallest
        `max_chars` of the public channels of that language. Slots count as they are written. A template that goes
        elsewhere says `public: false`.

        Bad:  max_chars: 280      and a holding text of 324 characters
        Good: max_chars: 280      and a holding text of 240, which leaves room for what is filled in
        """),
    documented("L-84", WARNING, "lettering", """
        The task book can print every letter.

        The task book is a PDF with fonts of its own, which have Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari and
        more, but no Chinese, Japanese or Korean, no Thai and no emoji. A letter that no font has is printed as a box,
        which says the letter to who listens to the file. The rule looks at what reaches the paper: the client's name,
        titles of modules, competencies, levels, gates, roles, places of work and kinds of evidence, statements,
        criteria and the graduation checklist, with their placeholders filled. `immerse[fonts]` brings fonts for 19 more
        scripts, for emoji, Chinese, Japanese and Korean; any other TTF, OTF or TTC font is put into site_config/fonts/.

        Bad:  name: 株式会社アクメ      and no font that has these letters
        Good: name: 株式会社アクメ      and immerse[fonts], or a Japanese font in site_config/fonts/
        """),
    documented("size", ERROR, "planning", """
        A page is no larger than a browser can show at once.

        Most pages are made from one file. If the texts of a file give more than 900,000 characters of HTML, including
        tables of placeholders, a phone would need seconds to show the page, and a build does not publish it.

        Bad:  a lesson of forty sections with a table of the whole policy in each
        Good: four lessons
        """),
    documented("L-91", ERROR, "composing", """
        Every task is for a role that somebody holds.

        A task for compliance at a client without compliance belongs to nobody, which is noticed only when it is due.
        Mentor, lead, director, client PR, compliance and HR are the contacts of rotation.roles; legal, privacy, IT
        security and safeguarding are the contact with that function. Any other role, such as the buddy, is filled on
        the day. If a client has no such role, the task says so with a `when:`.

        Bad:  {id: T-31, who: compliance, ...}       at a client whose rotation.roles name no compliance
        Good: {id: T-31, when: policy.client.sector in ["bank"], who: compliance, ...}
        """),
    documented("L-93", WARNING, "composing", """
        Attesters have enough time.

        Signatures, evaluation records, watched pieces and gates are counted for each role by the minutes of `effort:`
        in rotation.yml, for the trainees of a cohort for whom one person in that role is responsible: as many as
        rotation.ratio says for a mentor, all of them for anybody else. If that takes more hours a week than
        rotation.load allows, averaged over the rotation, items will be signed late or unread. `immerse coverage CLIENT
        --load` shows the parts.

        Bad:  rotation: {ratio: 4, load: {mentor: 10}}       with twelve hours of attesting a week for four trainees
        Good: rotation: {ratio: 2, load: {mentor: 10}}
        """),
    documented("address", ERROR, "planning", """
        Two pages never share an address.

        Addresses are made from ids. If two sources had one address, also on a disk that does not distinguish upper and
        lower case, one page would silently be lost. More than 30 pages in a section give a warning.

        Bad:  playbooks PB-01 and pb-01
        Good: PB-01 and PB-02
        """),
    documented("L-65", ERROR, "immerse release", """
        A setting on which safety rests does not change without an acknowledgement.

        A new answer time, another hard trigger or contact means that people act otherwise in an emergency. So each
        change of a safety-class setting since the last release (docs/settings.md says which they are) becomes something
        that everybody at level 3 and above acknowledges, in each view that shows the setting. Nobody has to write it:
        `immerse diff` and `immerse release` make it of the two releases, and refuse a release in which it is missing.
        What no view shows (security, records of people) is acknowledged beside the site; `immerse diff` lists it.

        Bad:  the first response of P1 goes from 30 to 20 minutes, and trainees find out by chance
        Good: acknowledge: response.targets
        """),
    documented("waiver", ERROR, "immerse check", """
        A waiver has an owner, a reason and a day, and covers something.

        Warnings can be waived for a time, by rule and subject, in site_config/waivers.yml (for the programme) or in a
        client's own waivers.yml. An expired waiver is an error, and one that covers nothing is a warning. Errors cannot
        be waived, except for a word of another client (L-71).

        Bad:  {rule: L-23, subject: acme}
        Good: {rule: L-24, subject: acme/response.targets.P2, owner: head of care,
               reason: the night desk opens in May, expires: 2027-05-31}
        """),
)  # fmt: skip
