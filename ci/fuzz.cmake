# Targets of libFuzzer, one for each parser of what somebody else wrote: ci/fuzz configures and runs them, by Clang.
etalon_library(etalon_parsers ROOM verify GLOB verify/trial/*.cpp verify/adapters/base64.cpp verify/adapters/codec.cpp verify/adapters/requests.cpp verify/adapters/scratch.cpp verify/adapters/tensors.cpp
               verify/judge/describe.cpp verify/judge/entry.cpp verify/judge/grades.cpp verify/report/read_json.cpp verify/tool/arrays.cpp verify/tool/input.cpp verify/tool/mtx.cpp verify/tool/npy.cpp verify/tool/vectors.cpp LINK etalon_number fmt::fmt PkgConfig::LIBZIP)
target_sources(etalon_parsers PRIVATE ${CMAKE_BINARY_DIR}/vector_schema.cpp)
file(GLOB targets CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/verify/fuzz/*.cpp)
foreach(target IN LISTS targets)
  cmake_path(GET target STEM name)
  add_executable(fuzz_${name} ${target})
  target_link_libraries(fuzz_${name} PRIVATE etalon_options etalon_parsers)
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  list(APPEND executables fuzz_${name})
endforeach()
add_custom_target(fuzz DEPENDS ${executables})
