/*
 * worker.h - inside of the room: an annotator, and what one thread needs to annotate with it.
 *
 * The passes over an article, in order: names (gazetteer and entity rules, sentence by sentence),
 * coreference (surnames, acronyms), quotations, then dates, indirect quotations and claims sentence
 * by sentence.
 */
#ifndef BS_ANNOTATE_WORKER_H
#define BS_ANNOTATE_WORKER_H

#include "annotate/anaphora.h"
#include "annotate/annotate.h"
#include "annotate/gazetteer.h"
#include "annotate/resolve.h"
#include "annotate/rule.h"
#include "annotate/rule_match.h"
#include "annotate/tagger.h"
#include "text/day.h"

/* What is known of a type, worked out once. */
typedef struct bs_type_info {
    uint32_t word;  /* in the gazetteer's words */
    uint16_t shape; /* classes 8 to 23 */
    uint8_t flags;  /* BS_WORD_CAPITAL, BS_WORD_UPPER */
    uint8_t cased;
} bs_type_info;

struct bs_annotator {
    bs_gazetteer gazetteer;
    const bs_rule_host *host;
    bs_annotate_depth depth;
    bs_tagger tagger; /* `rows` is NULL where there is none */
    uint64_t digest;
    size_t class_words; /* words of a class set that are in use */
    bs_u32s events;     /* those of the lexicons, in `known` of the gazetteer */
    bs_u32s word_sets;  /* by word: index into `sets`, 0 for a word of no list */
    struct {
        bs_class_set *items;
        size_t count, capacity;
    } sets;
    struct {
        uint32_t *items;
        size_t count, capacity;
    } layer_rules[BS_RULE_LAYERS];
    /* see ask.c */
    bs_u64s layer_index[BS_RULE_LAYERS];
    bs_class_set indexed[BS_RULE_LAYERS][BS_RULE_CLAUSES_MAX];
};

/* What a rule made that may become a mention. */
typedef struct bs_made {
    uint32_t rule;
    uint32_t office_start, office_end; /* tokens; empty for none */
    uint32_t country_start, country_end;
    uint32_t affiliation_start, affiliation_end;
    uint32_t acronym; /* token, or BS_NONE */
} bs_made;

/* A person of the article, for surnames. */
typedef struct bs_surname {
    uint32_t word_type;    /* fold id of its first word */
    uint32_t token, count; /* where it was read */
    uint32_t entity;
    uint32_t previous; /* another with the same first word, earlier: surname + 1 */
    bool is_certain;   /* who has it is a person beyond doubt */
    bool is_full;      /* it was read in a longer name */
} bs_surname;

/* A verb that brings the words of somebody, outside quotation marks, with its subject: "Simon,
 * director of the institute, has said", "said a senior official", ", adding". See cue.h. */
typedef struct bs_cue {
    uint32_t start;                      /* first token of the attribution: its subject or verb */
    uint32_t verb;                       /* the verb itself */
    uint32_t end;                        /* token behind verb and subject */
    uint32_t speaker_start, speaker_end; /* tokens, never empty */
    bool is_behind;                      /* the subject stands behind: "said Simon" */
    bool is_shared;                      /* the subject is that of an earlier verb: ", adding" */
    bool is_passive;                     /* "was condemned by Simon" */
    bool is_fronted;                     /* "Citing a report, Simon .." */
} bs_cue;

enum { BS_EVENTS_MAX = 8 }; /* that one expression stands for */

struct bs_annotate_worker {
    const bs_annotator *annotator;
    bs_vocabulary *vocabulary;
    struct {
        bs_type_info *items;
        size_t count, capacity;
    } types;
    bs_buffer scratch;

    /* of the article */
    const bs_annotate_input *input;
    bs_layers *layers;
    bs_u32s words;    /* by token */
    uint8_t *flags;   /* by token */
    uint32_t *covers; /* by token: mention + 1 that covers it */
    uint8_t *marks;   /* by token: bits of BS_MARK_ */
    size_t token_capacity;
    bs_u32s known_entities; /* by known: entity + 1 */
    bs_u32s touched;        /* known entities to forget at the next article */
    bs_map entity_ids;      /* id to entity + 1 */
    bs_candidates listed;   /* what the lists have in the article, in order of the first token */
    bs_tagging tagging;
    bs_candidates candidates;
    struct {
        bs_made *items;
        size_t count, capacity;
    } made;
    struct {
        bs_surname *items;
        size_t count, capacity;
    } surnames;
    bs_resolver resolver;
    bs_anaphora anaphora;
    bs_u32s latest_surname; /* by fold id: surname + 1 */
    bs_u32s acronyms;       /* by type: entity + 1 that the article gave this acronym */
    bs_u32s acronym_types;  /* those to forget */
    int32_t day;            /* of publication, INT32_MIN when not known */
    bs_rule_matcher matcher;
    bs_rule_matches matches;
    bs_u32s asked;
    struct {
        bs_cue *items;
        size_t count, capacity;
    } cues;                         /* of the article, by verb */
    uint32_t latest_event;          /* mention + 1 of the last event read, for claims */
    bs_u32s chosen;                 /* dates of the sentence: indices of `matches` */
    const bs_segment *date_segment; /* that of the last date */
    bs_date date_reference;         /* what was spoken of last, year 0 for nothing */
    bs_date date_of_body;           /* what the body spoke of last */
    bs_date date_stated;            /* the last whole day that was written out, with its year */
    uint32_t date_stated_at;        /* its sentence */
    bs_date date_of_speech;         /* of the segment, where it is a speech; year 0 when open */
    bool is_narrative;              /* a history, whose dates follow one another */
    struct {
        bs_str items[BS_EVENTS_MAX];
        size_t count;
        uint32_t sentence; /* number */
    } latest_events;       /* those of "the past two summits", until another is named */
};

enum { BS_MARK_DATE = 1, BS_MARK_QUOTED = 2, BS_MARK_CLAIMED = 4, BS_MARK_NO_DATE = 8 };

/* classes.c: the word lists of the annotator and of its rules. */
bs_status bs_annotator_add_classes(bs_annotator *annotator, bs_str data, bs_error *error);
/* Works out what the types of the vocabulary that are new are. */
bs_status bs_worker_add_types(bs_annotate_worker *worker, bs_error *error);

static inline const bs_type_info *bs_worker_type(const bs_annotate_worker *worker, uint32_t token)
{
    return &worker->types.items[worker->layers->tokens.items[token].type];
}

/* Whether a word list or shape has the token. */
static inline bool bs_worker_is(const bs_annotate_worker *worker, uint32_t token, unsigned class)
{
    const bs_annotator *annotator = worker->annotator;
    if (class < BS_CLASS_BEGINS)
        return class >= BS_CLASS_CAPITAL && bs_worker_type(worker, token)->shape >> (class - 8) & 1;
    uint32_t set = annotator->word_sets.items[worker->words.items[token]];
    return bs_class_set_has(&annotator->sets.items[set], class);
}

/* Whether a word list has a word of the gazetteer. */
static inline bool bs_worker_word_is(const bs_annotate_worker *worker, uint32_t word,
                                     unsigned class)
{
    const bs_annotator *annotator = worker->annotator;
    return word < annotator->word_sets.count &&
           bs_class_set_has(&annotator->sets.items[annotator->word_sets.items[word]], class);
}

static inline bs_str bs_worker_text(const bs_annotate_worker *worker, uint32_t token)
{
    const bs_token *at = &worker->layers->tokens.items[token];
    return bs_str_slice(worker->input->text, at->start, at->end);
}

/* The anchor of a place in the text: that of its segment, else the day of publication. */
bs_str bs_worker_anchor(const bs_annotate_worker *worker, uint32_t at);
/* The segment that holds a place, or NULL. */
const bs_segment *bs_worker_segment(const bs_annotate_worker *worker, uint32_t at);

/* The words of tokens with single spaces between, in the arena of the layers. */
bs_str bs_worker_words(const bs_annotate_worker *worker, uint32_t start, uint32_t end);

/* ask.c: which rules the annotator has, by layer. */
bs_status bs_annotator_add_rules(bs_annotator *annotator, bs_error *error);
/* Classes of a sentence that are there, and the rules of a layer asked about it. */
void bs_worker_present(const bs_annotate_worker *worker, const bs_sentence *sentence,
                       bs_class_set *present);
/* Leaves the matches in `worker->matches`, tokens numbered in the article. */
bs_status bs_worker_ask(bs_annotate_worker *worker, const bs_sentence *sentence,
                        bs_rule_layer layer, const bs_class_set *present, bs_error *error);
/* The first capture of that name in a match, or NULL. */
const bs_rule_capture *bs_worker_capture(const bs_annotate_worker *worker,
                                         const bs_rule_match *match, const char *name);
/* A constant of a rule, absent when it has none of that name. */
bs_str bs_rule_fact(const bs_rule *rule, const char *name);

/* The passes. */
bs_status bs_worker_names(bs_annotate_worker *worker, bs_error *error);
/* Instead: the names that the input gives. */
bs_status bs_worker_given(bs_annotate_worker *worker, bs_error *error);
bs_status bs_worker_corefer(bs_annotate_worker *worker, bs_error *error);
/* Joins the entities of names that stand for one another. */
bs_status bs_worker_resolve(bs_annotate_worker *worker, bs_error *error);
/* Gives people whom no lexicon has ids that hold across articles, or in this one only. */
bs_status bs_worker_link(bs_annotate_worker *worker, bs_error *error);
/* Offices, countries and bodies beside the names of people. */
bs_status bs_worker_said(bs_annotate_worker *worker, bs_error *error);
/* Last of all: pronouns and nouns that stand for what was named. */
bs_status bs_worker_refer(bs_annotate_worker *worker, bs_error *error);
bs_status bs_worker_quotations(bs_annotate_worker *worker, bs_error *error);
bs_status bs_worker_indirect(bs_annotate_worker *worker, const bs_sentence *sentence,
                             const bs_class_set *present, bs_error *error);
bs_status bs_worker_dates(bs_annotate_worker *worker, const bs_sentence *sentence,
                          const bs_class_set *present, bs_error *error);
/* Once everything else is annotated. */
bs_status bs_worker_findings(bs_annotate_worker *worker, bs_error *error);
bs_status bs_worker_claims(bs_annotate_worker *worker, const bs_sentence *sentence,
                           const bs_class_set *present, bs_error *error);

/* annotate.c: cuts the text and looks at its tokens and lists, for those who learn from it. */
bs_status bs_worker_look(bs_annotate_worker *worker, const bs_annotate_input *input,
                         bs_layers *layers, bs_error *error);

/* tagging.c: names of the lists into `listed`, and what the tagger looks at. */
bs_status bs_worker_list(bs_annotate_worker *worker, bs_error *error);
/* Runs the tagger, where there is one, over what bs_worker_list() found. */
bs_status bs_worker_tag(bs_annotate_worker *worker, bs_error *error);
/* Names of the body in headlines in title case: what the tagger took for one name is cut into them.
 */
bs_status bs_worker_cut_headlines(bs_annotate_worker *worker, bs_error *error);

/* names.c */
bs_status bs_worker_add_mention(bs_annotate_worker *worker, uint32_t start, uint32_t end,
                                uint32_t entity, bs_mention_kind kind, bs_str rule,
                                bs_error *error);
/* Sorts the mentions from `from` on and points their tokens at them. */
void bs_worker_sort_mentions(bs_annotate_worker *worker, size_t from);

/* entity.c: entities of the article. */
bs_status bs_worker_known_entity(bs_annotate_worker *worker, uint32_t known, uint32_t *entity,
                                 bs_error *error);
bs_status bs_worker_made_entity(bs_annotate_worker *worker, bs_entity_type type, bs_str name,
                                uint32_t *entity, bs_error *error);
/* Adds what the text says of a person, where nothing was said yet: `said_office`, `said_country`,
 * `said_affiliation`. What the lexicons know is in attributes of other names. */
bs_status bs_worker_add_said(bs_annotate_worker *worker, uint32_t entity, const bs_made *made,
                             bs_error *error);
/* The person of the lexicons with this surname who fits best: held `office` (absent for any) of
 * `country` (absent for any) on `day` (INT32_MIN for unknown). BS_NONE when none or several do. */
uint32_t bs_worker_office_holder(bs_annotate_worker *worker, bs_str family, bs_str office,
                                 bs_str country, int32_t day);
/* The one person of the lexicons whose name begins with `given` and ends with `family`, or
 * BS_NONE. */
uint32_t bs_worker_namesake(bs_annotate_worker *worker, bs_str given, bs_str family);

#endif
