# Every test, through ctest, with the labels unit, law, meta, tool and adapter.
enable_testing()

file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/verify/tests/*_test.cpp)
add_executable(etalon_tests ${tests})
find_library(FLINT flint REQUIRED)
find_library(ARB NAMES flint-arb arb flint REQUIRED)
target_link_libraries(etalon_tests PRIVATE etalon_all GTest::gtest_main ${ARB} ${FLINT})
if(ETALON_PCH)
  target_precompile_headers(etalon_tests PRIVATE ${MULTIPRECISION} <gtest/gtest.h>)
endif()

include(GoogleTest)
# Laws and mutants register themselves; every other suite is a test of the machinery.
gtest_discover_tests(etalon_tests TEST_FILTER "Law.*" PROPERTIES LABELS law TIMEOUT 600 DISCOVERY_TIMEOUT 60)
gtest_discover_tests(etalon_tests TEST_FILTER "Meta.*:Mutants.*" PROPERTIES LABELS meta TIMEOUT 600 DISCOVERY_TIMEOUT 60)
gtest_discover_tests(etalon_tests TEST_FILTER "Subprocess*:Codec*" PROPERTIES LABELS adapter TIMEOUT 600 DISCOVERY_TIMEOUT 60)
gtest_discover_tests(etalon_tests TEST_FILTER "-Law.*:Meta.*:Mutants.*:Subprocess*:Codec*" PROPERTIES LABELS unit TIMEOUT 600 DISCOVERY_TIMEOUT 60)

function(etalon_test name label)
  add_test(NAME ${name} COMMAND ${ARGN} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES LABELS ${label} TIMEOUT 900 SKIP_RETURN_CODE 77)
endfunction()

etalon_test(includes unit ${CMAKE_SOURCE_DIR}/ci/check_includes)
