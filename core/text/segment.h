/* segment.h - a stretch of an article with one voice. Segments lie in order and do not overlap. */
#ifndef BS_TEXT_SEGMENT_H
#define BS_TEXT_SEGMENT_H

#include "broadsheet.h"

typedef enum bs_segment_type {
    BS_SEGMENT_BODY,
    BS_SEGMENT_HEADLINE,
    BS_SEGMENT_BYLINE,
    BS_SEGMENT_CAPTION,
    BS_SEGMENT_CREDIT,
    BS_SEGMENT_WIDGET, /* share buttons, navigation: never counted by default */
    BS_SEGMENT_COMMENT,
    BS_SEGMENT_SPEECH,
    BS_SEGMENT_TYPES,
} bs_segment_type;

typedef struct bs_segment {
    bs_segment_type type;
    uint32_t start, end; /* bytes of the article's text */
    bs_str anchor;       /* the day its relative dates are read from, ISO 8601; absent if unknown */
} bs_segment;

typedef struct bs_segments {
    bs_segment *items;
    size_t count, capacity;
} bs_segments;

/* "body", "headline" and so on, as in exports. */
const char *bs_segment_type_name(bs_segment_type type);
/* False when no type has that name. */
bool bs_segment_type_from(bs_str name, bs_segment_type *type);

#endif
