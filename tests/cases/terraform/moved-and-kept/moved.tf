moved {
  from = aws_apigatewayv2_api.main
  to   = aws_apigatewayv2_api.this
}

moved {
  from = aws_apigatewayv2_route.a
  to   = aws_apigatewayv2_route.get_a
}

moved {
  from = aws_apigatewayv2_stage.live
  to   = aws_apigatewayv2_stage.stagename
}
