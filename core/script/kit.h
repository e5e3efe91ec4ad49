/* kit.h - an annotator with the bundled lexicons and rules, and those of the user. */
#ifndef BS_SCRIPT_KIT_H
#define BS_SCRIPT_KIT_H

#include "annotate/annotate.h"
#include "broadsheet.h"
#include "script/rule_host.h"

typedef struct bs_kit_options {
    const bs_str *lexicons; /* paths */
    size_t lexicon_count;
    const bs_str *rules; /* paths */
    size_t rule_count;
    const bs_str *without; /* names of rules that are switched off */
    size_t without_count;
    bs_annotate_depth depth;
} bs_kit_options;

typedef struct bs_kit {
    bs_rules *rules;
    bs_annotator *annotator;
} bs_kit;

/* Fails as bs_home_find(), bs_rules_new() and bs_annotator_new() do; the caller clears in any case.
 */
bs_status bs_kit_init(bs_kit *kit, const bs_kit_options *options, bs_error *error);
void bs_kit_clear(bs_kit *kit);

/* "none", "lists", "all" (also for an absent name); false for anything else. */
bool bs_kit_depth(bs_str name, bs_annotate_depth *depth);

#endif
