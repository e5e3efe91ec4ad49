/*
 * rule_host.h - rule files in Lua, as the annotator asks about them: see annotate/rule.h.
 *
 * Rule files run once, in a Lua state of their own. They see `rules` (broadsheet.rules), lpeg and
 * the safe part of the standard library. What they leave are programs that C runs: no Lua is asked
 * when text is read.
 */
#ifndef BS_SCRIPT_RULE_HOST_H
#define BS_SCRIPT_RULE_HOST_H

#include "annotate/rule.h"
#include "broadsheet.h"

typedef struct bs_rules bs_rules;

/*
 * Loads every file of `home`/scripts/rules, in order of name, then the user's `files`. The caller
 * frees `*rules` with bs_rules_free(), after every annotator made with it. A file that cannot be
 * read gives BS_IO; one that is wrong gives BS_BAD_DATA and a message with the file, the line or
 * the name of the rule.
 */
bs_status bs_rules_new(bs_str home, const bs_str *files, size_t file_count, bs_rules **rules,
                       bs_error *error);
/* The same without the rules named in `off`, of files or of the annotator's own code; a `*` at the
 * end of a name stands for any rest. BS_MISUSE, with the nearest name, when there is none such.
 */
bs_status bs_rules_new_without(bs_str home, const bs_str *files, size_t file_count,
                               const bs_str *off, size_t off_count, bs_rules **rules,
                               bs_error *error);
void bs_rules_free(bs_rules *rules);

/* Writes the image of the bundled rules, which is then found beside the executable or in `home`, by
 * the name of BS_RULE_IMAGE. */
#define BS_RULE_IMAGE "rules.image"
bs_status bs_rules_write_image(bs_str home, const char *path, bs_error *error);

/* Valid as long as the rules are. */
const bs_rule_host *bs_rules_host(const bs_rules *rules);

/* What a rule file gives to show what its rule is for. In `text` the match stands in brackets,
 * which are no part of the text; one without brackets must not match. */
typedef struct bs_rule_example {
    uint32_t rule;
    bs_str text;
} bs_rule_example;

size_t bs_rules_example_count(const bs_rules *rules);
bs_rule_example bs_rules_example(const bs_rules *rules, size_t index);

#endif
