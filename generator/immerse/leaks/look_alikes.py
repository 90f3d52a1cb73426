"""Letters that look like Latin ones (Unicode TR 39), and Latin letters with a stroke."""

LOOK_ALIKES: dict[str, str] = {
    "a": "ᴀɑΑαАаᎪᗅꓮ",
    "b": "ʙƄΒВЬᏏᏴᑲᖯᗷꓐꞴ",
    "c": "ϲϹСсᏟᴄⲤⲥꓚꮯ",
    "d": "ᴅԁᎠᏧᑯᗞᗪꓒꓓ",
    "e": "ᴇΕЕеҽᎬⴹꓰꬲ",
    "f": "ϜքᖴẝꓝꞘꞙꬵ",
    "g": "ɢƍɡԌցᏀᏳᶃꓖ",
    "h": "ʜΗНһհᎻᏂᕼⲎꓧ",
    "i": "ɩɪͺιіӏᎥιꙇꭵ",
    "j": "ᴊͿϳЈјᎫᒍꓙꞲ",
    "k": "ᴋΚКᏦᛕⲔꓗ",
    "l": "ʟƖǀΙІӀᏞᒪᛁⲒⳐⵏꓡꓲƚ",
    "m": "ᴍΜϺМᎷᗰᛖⲘꓟ",
    "n": "ɴΝոռⲚꓠ",
    "o": "ΟοσОоՕօ०০੦૦ଠ୦௦౦೦ഠ൦๐໐ဝ၀ჿዐᴏᴑⲞⲟⵔꓳꬽ",
    "p": "ᴘΡρϱРрᏢᑭⲢⲣꓑ",
    "q": "ԛգզⵕ",
    "r": "ʀƦгᎡᏒᖇᴦⲅꓣꭇꭈꮁ",
    "s": "ƽЅѕՏᏕᏚꓢꜱꮪ",
    "t": "ᴛΤТᎢⲦꓔŧŦ",
    "u": "ʋυՍսሀᑌᴜꓴꞟꭎꭒ",
    "v": "νѴѵᏙᐯᴠⴸꓦꛟꮩ",
    "w": "ɯѡԜԝաᎳᏔᴡꓪꮃ",
    "x": "ΧХхᕁᕽᚷⲬⵝꓫꞳ",
    "y": "ɣʏΥγϒУуҮүყᎩᎽᶌỿℽⲨꓬꭚ",
    "z": "ΖᏃᴢꓜꮓ",
}
"""A Latin letter, and the letters that are taken for it."""

STROKES = str.maketrans("łŁøØđĐðħĦŧŦı", "lloodddhhtti")
"""Letters with a stroke, which no normal form takes apart."""
