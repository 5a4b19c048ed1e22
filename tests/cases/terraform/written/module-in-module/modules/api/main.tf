resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

module "route" {
  source        = "./route"
  api_id        = aws_apigatewayv2_api.shop.id
  execution_arn = aws_apigatewayv2_api.shop.execution_arn
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "$default"
  auto_deploy = true
}
