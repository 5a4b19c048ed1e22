resource "aws_apigatewayv2_route" "never" {}
