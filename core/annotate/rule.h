/*
 * rule.h - rules as data: programs over rows of token classes.
 *
 * A class is anything that can be said of one token: that it is capitalised, begins a mention, is
 * the name of a month, is one of the words "summit" and "meeting". Classes are numbered, and a
 * token is the set of its classes. The annotator says of each token of a sentence which classes it
 * has and runs the programs of one layer over them (rule_match.h). A rule is asked only about
 * sentences in which the classes that it requires occur, and only at tokens with which it can
 * begin.
 */
#ifndef BS_ANNOTATE_RULE_H
#define BS_ANNOTATE_RULE_H

#include <string.h>

#include "broadsheet.h"

enum {
    BS_CLASSES_MAX = 1024,
    BS_CLASS_WORDS = BS_CLASSES_MAX / 64,
    BS_RULES_MAX = 1024,
    BS_RULE_CAPTURES_MAX = 64,
    BS_RULE_CLAUSES_MAX = 4,
    BS_RULE_TOKENS_MAX = 512, /* a longer sentence is not asked about */
    BS_RULE_PROGRAM_MAX = 32768,
    BS_RULE_DEPTH_MAX = 16, /* patterns that are taken whole, in one another */
};

/* The classes that the annotator itself knows; those of rules follow. */
typedef enum bs_class {
    /* 0 to 7: lies inside a mention of this bs_entity_type */
    BS_CLASS_PERSON,
    BS_CLASS_ORGANIZATION,
    BS_CLASS_COUNTRY,
    BS_CLASS_PLACE,
    BS_CLASS_EVENT,
    BS_CLASS_PROGRAMME,
    BS_CLASS_DOCUMENT,
    BS_CLASS_OTHER,
    /* 8 to 23: the shape of the form */
    BS_CLASS_CAPITAL, /* begins with an upper-case letter: Madrid, NATO, McCain */
    BS_CLASS_LOWER,
    BS_CLASS_UPPER,   /* two letters or more, all upper case: NATO, U.S. */
    BS_CLASS_MIXED,   /* upper case inside: McCain, iPhone */
    BS_CLASS_INITIAL, /* one upper-case letter: A, J. */
    BS_CLASS_WORD,
    BS_CLASS_NUMBER,
    BS_CLASS_DIGITS,  /* 1 to 31 in one or two digits */
    BS_CLASS_YEAR,    /* 1000 to 2199 in four digits */
    BS_CLASS_ORDINAL, /* 1st, 22nd */
    BS_CLASS_DECADE,  /* 1990s */
    BS_CLASS_PUNCTUATION,
    BS_CLASS_SYMBOL,
    BS_CLASS_LINK,       /* URL, e-mail address, handle */
    BS_CLASS_HYPHENATED, /* next-generation; 2024-07-09, 10:30 */
    BS_CLASS_ROMAN,      /* II, XIV */
    /* 24 to 31: what is known of this token here */
    BS_CLASS_BEGINS,  /* first token of a mention */
    BS_CLASS_ENDS,    /* last token of a mention */
    BS_CLASS_FIRST,   /* first token of the sentence */
    BS_CLASS_LAST,    /* last token of the sentence */
    BS_CLASS_SPACED,  /* white space stands before it */
    BS_CLASS_DEMONYM, /* lies inside a mention by a demonym: Japanese */
    BS_CLASS_DATE,    /* lies inside a date */
    BS_CLASS_QUOTED,  /* lies inside a direct quotation */
    /* From 32: word lists in data/classes that the annotator's own code asks about. */
    BS_CLASS_LISTS,
    BS_CLASS_MONTH = BS_CLASS_LISTS,
    BS_CLASS_WEEKDAY,
    BS_CLASS_TITLE,        /* president, minister, director: said of a person */
    BS_CLASS_HONORIFIC,    /* Mr, Dr, Gen. */
    BS_CLASS_CUE,          /* said, told, added: brings words of somebody */
    BS_CLASS_CUE_CLAUSE,   /* believes, found, showed: brings what somebody holds */
    BS_CLASS_CUE_ACT,      /* condemned, called: its object is what was said */
    BS_CLASS_CUE_INTENT,   /* wants, vowed: to do something */
    BS_CLASS_CUE_NOUN,     /* claim, promise: nouns for what was said */
    BS_CLASS_NOUN_OR_VERB, /* reports, claims, shows */
    BS_CLASS_AUXILIARY,
    BS_CLASS_PREPOSITION,
    BS_CLASS_CONJUNCTION,
    BS_CLASS_DETERMINER,
    BS_CLASS_SUBJECT_PRONOUN,
    BS_CLASS_FUNCTION, /* the, of, while: never part of a name by itself */
    BS_CLASS_GIVEN,    /* given names */
    BS_CLASS_COMMON,   /* words that are also names: nice, reading, may */
    BS_CLASS_PLACE_PREPOSITION,
    BS_CLASS_PLACE_NOUN, /* police, airport, based: behind the name of a place */
    BS_CLASS_NEGATION,
    BS_CLASS_FUTURE,            /* will, shall, next, upcoming */
    BS_CLASS_PAST_VERB,         /* was, had, said, met */
    BS_CLASS_ORGANIZATION_HEAD, /* ministry, bank: what an organisation is */
    BS_CLASS_COMPANY_FORM,      /* Inc., Ltd: left out of short forms */
    BS_CLASS_SCHEDULED,         /* opens, begins: what is planned, said in the present tense */
    BS_CLASS_DEICTIC,           /* today, ago: read from the day of writing */
    BS_CLASS_FEMALE,            /* given names and forms of address of women */
    BS_CLASS_MALE,
    BS_CLASS_BUILT_IN,
} bs_class;

/* Class n is bit n % 64 of word n / 64. */
typedef struct bs_class_set {
    uint64_t words[BS_CLASS_WORDS];
} bs_class_set;

static inline void bs_class_set_add(bs_class_set *set, unsigned class)
{
    set->words[class / 64] |= (uint64_t)1 << class % 64;
}

static inline bool bs_class_set_has(const bs_class_set *set, unsigned class)
{
    return set->words[class / 64] >> class % 64 & 1;
}

/* Adds to `set` what is in `more`, of which `word_count` words count. */
static inline void bs_class_set_join(bs_class_set *set, const bs_class_set *more, size_t word_count)
{
    for (size_t word = 0; word < word_count; word++)
        set->words[word] |= more->words[word];
}

/* The number of a built-in class by its name in rules ("capital", "month"), or false. */
bool bs_class_from(bs_str name, unsigned *class);
/* Its name; NULL for none. */
const char *bs_class_name(unsigned class);

typedef enum bs_rule_layer {
    BS_LAYER_ENTITY,
    BS_LAYER_DATE,
    BS_LAYER_QUOTATION,
    BS_LAYER_CLAIM,
    BS_RULE_LAYERS,
} bs_rule_layer;

/* A named part of a match, in tokens of the sentence. */
typedef struct bs_rule_capture {
    uint16_t name; /* index into the rule's capture names */
    uint32_t token_start, token_end;
} bs_rule_capture;

typedef struct bs_rule_match {
    uint32_t rule;
    uint32_t token_start, token_end;
    bs_rule_capture captures[BS_RULE_CAPTURES_MAX]; /* in order of their first tokens */
    size_t capture_count;
} bs_rule_match;

/* A token that every match has: it is of one of the classes `any`, and of one of `with` where there
 * is a `with`, and stands at most `reach` tokens behind the first. */
typedef struct bs_rule_clause {
    bs_class_set any, with;
    bool has_with;
    uint32_t reach; /* UINT32_MAX for no limit */
} bs_rule_clause;

/*
 * A test of one token is a conjunction of clauses, each a row of terms up to one that `is_last`. A
 * clause holds when one of its terms does: when the token has a class of `any`, or lacks one of
 * `lacks`, in the 64 classes of `word`. No terms hold of every token.
 */
typedef struct bs_rule_term {
    uint64_t any, lacks;
    uint8_t word;
    bool is_last;
} bs_rule_term;

typedef struct bs_rule_test {
    const bs_rule_term *terms;
    size_t term_count;
} bs_rule_test;

/* A pattern as a program for a machine that backtracks. A target lies in the same program. */
typedef enum bs_rule_op {
    BS_OP_DONE,   /* it fits */
    BS_OP_TEST,   /* of the number `argument`: the token passes it and is taken */
    BS_OP_SPLIT,  /* goes on; when that does not fit, goes on at `argument` */
    BS_OP_JUMP,   /* goes on at `argument` */
    BS_OP_OPEN,   /* a part of the name `argument` begins */
    BS_OP_CLOSE,  /* and ends */
    BS_OP_WHOLE,  /* what follows, up to its BS_OP_DONE, fits: goes on behind it at `argument` */
    BS_OP_AHEAD,  /* the same, but goes on from here */
    BS_OP_UNLESS, /* it does not fit: goes on from here */
    BS_OPS,
} bs_rule_op;

typedef struct bs_rule_instruction {
    uint16_t op, argument;
} bs_rule_instruction;

/* What the host knows of one rule. */
typedef struct bs_rule {
    bs_str name; /* "person.office" */
    bs_str file; /* where it stands, for messages */
    bs_rule_layer layer;
    bs_str subject;      /* entity type, date type, quotation kind or claim kind that it makes */
    bool is_user;        /* it came from a file of the user's */
    bool has_starts;     /* false: it may begin with any token */
    bs_class_set starts; /* one of these must be a class of its first token */
    bs_rule_clause required[BS_RULE_CLAUSES_MAX];
    size_t required_count;
    int priority;           /* higher wins where two overlap, then longer, then earlier */
    const bs_str *captures; /* names of the captures */
    size_t capture_count;
    const bs_str *facts; /* name, value, name, value: constants that a match carries */
    size_t fact_count;   /* pairs */
    const bs_rule_instruction *program;
    size_t program_count;
} bs_rule;

/* A class that rules named: a list of words, or the name of a list in data/classes. */
typedef struct bs_rule_class {
    bs_str name;         /* absent for a list of words */
    const bs_str *words; /* as they stand in the rule, any case */
    size_t word_count;
    unsigned also; /* built-in class that its words belong to as well; BS_CLASS_BUILT_IN for none */
} bs_rule_class;

/* The names of rules that are code of the annotator and not in a rule file: "lexicon", .. */
const char *const *bs_rules_of_code(size_t *count);
/* Filled by the script room, which reads rule files. Does not change; shared by threads. */
typedef struct bs_rule_host {
    const bs_rule *rules;
    size_t rule_count;
    const bs_rule_class *classes; /* class number BS_CLASS_BUILT_IN + index */
    size_t class_count;
    const bs_rule_test *tests;
    size_t test_count;
    size_t class_words; /* words of a class set that are in use */
    uint64_t digest;    /* of all rule files and of what is switched off */
    const bs_str *off;  /* rules of the annotator's own code that are switched off */
    size_t off_count;
} bs_rule_host;

/* Whether a name is that of a rule of linking that acts on an archive as a whole: no layer of an
 * article depends on it. */
bool bs_rule_is_of_archive(bs_str name);

/* Whether a rule of the annotator's own code is switched off; `host` may be NULL. */
bool bs_rule_is_off(const bs_rule_host *host, bs_str name);

#endif
