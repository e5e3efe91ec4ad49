/* class.c - the names of the classes that the annotator knows by itself. */
#include "annotate/rule.h"
#include "base/str.h"

static const char *const CLASS_NAMES[BS_CLASS_BUILT_IN] = {
    [BS_CLASS_PERSON] = "person",
    [BS_CLASS_ORGANIZATION] = "organization",
    [BS_CLASS_COUNTRY] = "country",
    [BS_CLASS_PLACE] = "place",
    [BS_CLASS_EVENT] = "event",
    [BS_CLASS_PROGRAMME] = "programme",
    [BS_CLASS_DOCUMENT] = "document",
    [BS_CLASS_OTHER] = "other",
    [BS_CLASS_CAPITAL] = "capital",
    [BS_CLASS_LOWER] = "lower",
    [BS_CLASS_UPPER] = "upper",
    [BS_CLASS_MIXED] = "mixed",
    [BS_CLASS_INITIAL] = "initial",
    [BS_CLASS_WORD] = "letters",
    [BS_CLASS_NUMBER] = "number",
    [BS_CLASS_DIGITS] = "digits",
    [BS_CLASS_YEAR] = "year",
    [BS_CLASS_ORDINAL] = "ordinal",
    [BS_CLASS_DECADE] = "decade",
    [BS_CLASS_PUNCTUATION] = "punctuation",
    [BS_CLASS_SYMBOL] = "symbol",
    [BS_CLASS_LINK] = "link",
    [BS_CLASS_HYPHENATED] = "hyphenated",
    [BS_CLASS_ROMAN] = "roman",
    [BS_CLASS_BEGINS] = "begins",
    [BS_CLASS_ENDS] = "ends",
    [BS_CLASS_FIRST] = "first",
    [BS_CLASS_LAST] = "last",
    [BS_CLASS_SPACED] = "spaced",
    [BS_CLASS_DEMONYM] = "demonym",
    [BS_CLASS_DATE] = "date",
    [BS_CLASS_QUOTED] = "quoted",
    [BS_CLASS_MONTH] = "month",
    [BS_CLASS_WEEKDAY] = "weekday",
    [BS_CLASS_TITLE] = "title",
    [BS_CLASS_HONORIFIC] = "honorific",
    [BS_CLASS_CUE] = "cue",
    [BS_CLASS_CUE_CLAUSE] = "cue_clause",
    [BS_CLASS_CUE_ACT] = "cue_act",
    [BS_CLASS_CUE_INTENT] = "cue_intent",
    [BS_CLASS_CUE_NOUN] = "cue_noun",
    [BS_CLASS_NOUN_OR_VERB] = "noun_or_verb",
    [BS_CLASS_AUXILIARY] = "auxiliary",
    [BS_CLASS_PREPOSITION] = "preposition",
    [BS_CLASS_CONJUNCTION] = "conjunction",
    [BS_CLASS_DETERMINER] = "determiner",
    [BS_CLASS_SUBJECT_PRONOUN] = "subject_pronoun",
    [BS_CLASS_FUNCTION] = "function",
    [BS_CLASS_GIVEN] = "given",
    [BS_CLASS_COMMON] = "common",
    [BS_CLASS_PLACE_PREPOSITION] = "place_preposition",
    [BS_CLASS_PLACE_NOUN] = "place_noun",
    [BS_CLASS_NEGATION] = "negation",
    [BS_CLASS_FUTURE] = "future",
    [BS_CLASS_PAST_VERB] = "past_verb",
    [BS_CLASS_ORGANIZATION_HEAD] = "organization_head",
    [BS_CLASS_COMPANY_FORM] = "company_form",
    [BS_CLASS_SCHEDULED] = "scheduled",
    [BS_CLASS_DEICTIC] = "deictic",
    [BS_CLASS_FEMALE] = "female",
    [BS_CLASS_MALE] = "male",
};

const char *bs_class_name(unsigned class)
{
    return class < BS_CLASS_BUILT_IN ? CLASS_NAMES[class] : NULL;
}

bool bs_class_from(bs_str name, unsigned *class)
{
    for (unsigned index = 0; index < BS_CLASS_BUILT_IN; index++) {
        if (bs_str_equal(name, bs_str_from(CLASS_NAMES[index]))) {
            *class = index;
            return true;
        }
    }
    return false;
}
