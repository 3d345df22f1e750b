#include <config.h>

#include "transform/end_marker.h"

#include "base/ascii.h"

enum end_marker_look end_marker_at(const char *marker, const unsigned char *p,
                                   const unsigned char *end, bool ends)
{
    for (; p < end && *marker != '\0'; p++, marker++)
        if (*p != (unsigned char)*marker)
            return END_MARKER_NONE;
    if (p == end && !ends)
        return END_MARKER_CUT;
    if (*marker != '\0')
        return END_MARKER_NONE;
    if (p < end && !ascii_is_space(*p))
        return END_MARKER_NONE;
    return END_MARKER_FOUND;
}
