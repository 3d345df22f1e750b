#include <config.h>

#include "marker.h"

enum marker_look marker_at(const char *marker, const unsigned char *p,
                           const unsigned char *end, bool ends)
{
    for (; p < end && *marker != '\0'; p++, marker++)
        if (*p != (unsigned char)*marker)
            return MARKER_NONE;
    if (p == end && !ends)
        return MARKER_CUT;
    if (*marker != '\0')
        return MARKER_NONE;
    if (p < end && *p != ' ' && *p != '\t' && *p != '\r' && *p != '\n')
        return MARKER_NONE;
    return MARKER_FOUND;
}
