# SPDX-License-Identifier: GPL-3.0-or-later
# The fonts of the tests. A window is as wide as its letters, and a figure shows them: with those of the desktop a test would
# pass here and fail there. Tests see copies of a few files and nothing else.

# bathyscope_test_fonts(name file...): a folder of these fonts and, in ${name}, the path of a fontconfig file that knows no others.
function(bathyscope_test_fonts name)
    set(folder ${CMAKE_BINARY_DIR}/test-fonts/${name})
    foreach(file IN LISTS ARGN)
        find_file(BATHYSCOPE_FONT_${file} ${file}.ttf NO_CACHE
            PATHS /usr/share/fonts /usr/local/share/fonts
            PATH_SUFFIXES truetype/dejavu dejavu dejavu-sans-fonts dejavu-sans-mono-fonts dejavu-serif-fonts TTF)
        if(NOT BATHYSCOPE_FONT_${file})
            message(FATAL_ERROR "The tests need the font ${file}.ttf (Debian: fonts-dejavu-core); or configure with -DBUILD_TESTING=OFF")
        endif()
        configure_file(${BATHYSCOPE_FONT_${file}} ${folder}/${file}.ttf COPYONLY)
    endforeach()
    configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/fonts.conf.in ${folder}/fonts.conf @ONLY)
    set(${name} ${folder}/fonts.conf PARENT_SCOPE)
endfunction()

bathyscope_test_fonts(BATHYSCOPE_USUAL_FONTS
    DejaVuSans DejaVuSans-Bold DejaVuSansMono DejaVuSansMono-Bold DejaVuSerif DejaVuSerif-Bold)
# No common font of a desktop has wider letters: even what is not bold is.
bathyscope_test_fonts(BATHYSCOPE_WIDE_FONTS DejaVuSans-Bold)
