/* anaphora.h - what a thread keeps to tell who "she" or "the ministry" is. */
#ifndef BS_ANNOTATE_ANAPHORA_H
#define BS_ANNOTATE_ANAPHORA_H

#include "base/array.h"

/* Somebody who was named, in the order of the text. */
typedef struct bs_person_named {
    uint32_t entity, sentence;
    bool is_subject;
} bs_person_named;

/* A noun that says what an entity is: "minister" before a name, "Ministry" in one. */
typedef struct bs_noun {
    uint32_t fold; /* fold id */
    uint32_t token, entity;
    uint8_t type; /* bs_entity_type */
    uint32_t sentence;
} bs_noun;

typedef struct bs_anaphora {
    struct {
        bs_person_named *items;
        size_t count, capacity;
    } people;
    struct {
        bs_noun *items;
        size_t count, capacity;
    } nouns;
    struct {
        uint8_t *items;
        size_t count, capacity;
    } genders; /* by entity */
} bs_anaphora;

void bs_anaphora_clear(bs_anaphora *anaphora);

#endif
