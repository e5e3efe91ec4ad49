/* segment.c - see segment.h. */
#include "text/segment.h"

#include "base/str.h"

static const char *const names[BS_SEGMENT_TYPES] = {
    [BS_SEGMENT_BODY] = "body",       [BS_SEGMENT_HEADLINE] = "headline",
    [BS_SEGMENT_BYLINE] = "byline",   [BS_SEGMENT_CAPTION] = "caption",
    [BS_SEGMENT_CREDIT] = "credit",   [BS_SEGMENT_WIDGET] = "widget",
    [BS_SEGMENT_COMMENT] = "comment", [BS_SEGMENT_SPEECH] = "speech",
};

const char *bs_segment_type_name(bs_segment_type type)
{
    return (unsigned)type < BS_SEGMENT_TYPES ? names[type] : "";
}

bool bs_segment_type_from(bs_str name, bs_segment_type *type)
{
    for (int i = 0; i < BS_SEGMENT_TYPES; i++) {
        if (bs_str_equal(name, bs_str_from(names[i]))) {
            *type = (bs_segment_type)i;
            return true;
        }
    }
    return false;
}
