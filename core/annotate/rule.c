/* rule.c - the rules that are code and in no rule file, and whether they are switched off. */
#include "annotate/rule.h"

#include "base/str.h"

static const char *const RULES_OF_CODE[] = {
    "coreference.acronym", "coreference.names",    "coreference.nominal",
    "coreference.pronoun", "coreference.surname",  "lexicon",
    "linking.country",     "linking.hyphen",       "linking.initial",
    "linking.longer",      "linking.middle",       "linking.office",
    "linking.order",       "linking.romanisation", "linking.short",
    "linking.spelling",    "linking.surname",      "linking.time",
    "quotation.according", "quotation.act",        "quotation.after",
    "quotation.before",    "quotation.behind",     "quotation.clause",
    "quotation.colon",     "quotation.dash",       "quotation.intent",
    "quotation.label",     "quotation.marks",      "quotation.noun",
    "quotation.passive",   "quotation.running",    "quotation.running-on",
    "quotation.signature", "quotation.speech",
};

const char *const *bs_rules_of_code(size_t *count)
{
    *count = sizeof RULES_OF_CODE / sizeof *RULES_OF_CODE;
    return RULES_OF_CODE;
}

bool bs_rule_is_of_archive(bs_str name)
{
    return bs_str_starts(name, BS_STR("linking.")) && !bs_str_ends(name, BS_STR("*")) &&
           !bs_str_equal(name, BS_STR("linking.spelling")) &&
           !bs_str_equal(name, BS_STR("linking.surname"));
}

bool bs_rule_is_off(const bs_rule_host *host, bs_str name)
{
    for (size_t index = 0; host && index < host->off_count; index++)
        if (bs_str_equal(host->off[index], name))
            return true;
    return false;
}
