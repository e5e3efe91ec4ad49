/* word_lists.h - the closed lists of words that cutting into tokens and sentences asks for. */
#ifndef BS_TEXT_WORD_LISTS_H
#define BS_TEXT_WORD_LISTS_H

#include "broadsheet.h"

/* What a full stop behind a word means. */
typedef enum bs_abbreviation {
    BS_NO_ABBREVIATION,
    BS_ABBREVIATION_TITLE,  /* "Gen.": something always follows */
    BS_ABBREVIATION_NUMBER, /* "No.": one only where a number follows */
    BS_ABBREVIATION_DAY,    /* "Sun.": one only where a number or a comma follows */
    BS_ABBREVIATION_ANY,    /* "Inc.", "Calif.", "U.S.": may end a sentence as well */
    BS_ABBREVIATION_LAST,   /* "etc.", "a.m.": ends one wherever a capital follows */
} bs_abbreviation;

/* `word` comes without its last full stop: "Gen", "Ph.D". */
bs_abbreviation bs_abbreviation_find(bs_str word);
/* Words that begin sentences and, capitalised, hardly anything else: "The", "However". */
bool bs_is_sentence_opener(bs_str word);
/* Verbs that report speech, in the forms that follow a name: "said", "tells". */
bool bs_is_cue_verb(bs_str word);
/* First parts that keep their hyphen where a line was broken behind it: "self", "non". */
bool bs_keeps_hyphen(bs_str word);
/* Months and weekdays, also their short forms: "June", "Sept", "Monday". */
bool bs_is_calendar_name(bs_str word);
/* "day", "year", ..: what is counted, in lower case and the singular. */
bool bs_is_time_unit(bs_str word);
/* "one" to "twenty", the tens, "hundred", in any case. */
bool bs_is_number_word(bs_str word);
/* What says who acted, hyphenated to the actor without becoming part of it: "led", "backed". */
bool bs_is_name_tail(bs_str word);
/* The same, but only behind a capital: "London-based" and "Soviet-era", not "evidence-based". */
bool bs_is_capital_tail(bs_str word);
/* What stands in lower case before a name without becoming part of it: "anti", "pro", "ex". */
bool bs_is_name_head(bs_str word);
/* Countries as hyphens join them to others: "Russia", in "Russia-Ukraine" and "Israel-Hamas". */
bool bs_is_joined_country(bs_str word);
/* Names at the top of the domain system, in lower case: "com", "int", "ua". */
bool bs_is_top_domain(bs_str word);

#endif
