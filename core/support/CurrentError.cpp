// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/support/CurrentError.h"

#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <system_error>

namespace bathyscope {

Error currentError()
{
    try {
        throw;
    } catch (const Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return {ErrorKind::OutOfMemory, "There is not enough memory; try fewer tokens or a smaller model."};
    } catch (const std::filesystem::filesystem_error& problem) {
        return {ErrorKind::FileUnreadable,
                problem.path1().string() + " cannot be used: " + problem.code().message() + "."};
    } catch (const std::system_error& problem) {
        return {ErrorKind::Internal,
                "The system refused what the work needs: " + problem.code().message()
                    + "; end other programs and try again."};
    } catch (const std::exception& problem) {
        const std::string what = problem.what();
        return {ErrorKind::Internal,
                "An unexpected error ended the work: " + what.substr(0, what.find('\n'))}; // no backtrace
    } catch (...) {
        return {ErrorKind::Internal, "An exception of an unknown type ended the work."};
    }
}

} // namespace bathyscope
