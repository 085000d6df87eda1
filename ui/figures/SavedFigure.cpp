// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/figures/SavedFigure.h"

#include "core/support/AtomicFile.h"
#include "core/support/Error.h"

#include <string_view>

namespace bathyscope::ui {

void saveFigure(const DrawnFigure& figure, const std::filesystem::path& path)
{
    const QByteArray bytes = encodedFigure(figure);
    if (bytes.isEmpty()) {
        throw Error(ErrorKind::OutOfMemory,
                    "There is not enough memory for the picture " + path.string()
                        + "; choose a smaller size.");
    }
    AtomicFile file(path);
    file.write(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    file.commit();
}

} // namespace bathyscope::ui
