/* CE MAPI: conveniences.
 * Made from the registry by `cargo run -p cemapi-library --bin headers`; do not edit. */
#ifndef MAPIUTIL_H
#define MAPIUTIL_H

#include "mapidefs.h"

/* Frees a set of rows and the rows in it. */
MAPI_EXTERN_C void STDAPICALLTYPE FreeProws(LPSRowSet prows);

/* Fetches one property. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE HrGetOneProp(LPMAPIPROP pmp, ULONG ulPropTag, LPSPropValue *ppprop);

/* Sets one property. */
MAPI_EXTERN_C HRESULT STDAPICALLTYPE HrSetOneProp(LPMAPIPROP pmp, LPSPropValue pprop);

#endif
